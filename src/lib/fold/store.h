/*
 * store: entries that are folded by key, handed out in order of key, and take bounded memory.
 *
 * They go into a table that the cache can hold. When it is full it becomes a sorted run, in another
 * thread, while a second one is filled; at the end the runs are merged. Where keys come back in
 * run after run, all goes into one table, as large as it may be. What comes out is the same.
 */
#ifndef RELIANCE_LIB_FOLD_STORE_H
#define RELIANCE_LIB_FOLD_STORE_H

#include "lib/task.h"
#include "runs.h"

enum { STORE_BATCH = 64 };

struct store {
	size_t data_size, memory;
	void (*fold)(const void *with, char *to, const char *from);
	const void *with;
	struct entries table[2], *filling, *leaving; /* leaving: the one that the job has */
	size_t table_memory;                         /* what a table may take */
	bool one_table, sorted;
	struct task *job;
	struct runs *runs;   /* null as long as the table holds all */
	struct store_batch { /* entries on their way into the table */
		struct buf text;
		size_t at[STORE_BATCH], n;
	} batch;
	size_t place; /* of store_next() in the table's order */
};

/*
 * An empty store. `fold` adds the data of an entry to that of another with the same key; `with` is
 * what it is called with, also in another thread. `memory` is in bytes, 0 for no bound.
 */
void store_begin(struct store *s, size_t data_size, size_t memory,
    void fold(const void *with, char *to, const char *from), const void *with);

/*
 * Adds an entry. Returns the place of its data, which the caller fills before the next call; they
 * are folded with those of the same key.
 */
char *store_add(struct store *s, struct str key);

/*
 * Stands before the first entry in order of key; as often as wanted. Nothing can be added until
 * store_clear().
 */
void store_start(struct store *s);

/* The next entry; false after the last. Good until the next call. */
bool store_next(struct store *s, struct entry *e);

/* Gives all memory back; the store is empty again. */
void store_clear(struct store *s);

#endif
