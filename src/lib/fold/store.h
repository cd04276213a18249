/*
 * store: group-by with bounded memory. Takes entries (key and data) in any order, folds those with
 * the same key into one, and returns them in order of key.
 *
 *	store_begin(&s, sizeof sum, memory, fold, NULL);
 *	memcpy(store_add(&s, key), &sum, sizeof sum);		for each row
 *	for (store_start(&s); store_next(&s, &e);)
 *		use(e.key, e.data);
 *	store_clear(&s);
 *
 * Entries go into a hash table of at most 16 MiB, about what the processor's cache holds
 * (entries.h). When it is full, a task sorts it and stores it as a run, while a second table is
 * filled; at the end the runs are merged (runs.h). If many keys recur in later runs, merging would
 * not reduce the data: then the store changes to a single table with all the memory, and spills
 * that when it is full. The result is the same in every case.
 */
#ifndef RELIANCE_LIB_FOLD_STORE_H
#define RELIANCE_LIB_FOLD_STORE_H

#include "lib/task.h"
#include "runs.h"

enum { STORE_BATCH = 64 }; /* entries that are looked up together, to overlap cache misses */

struct store {
	size_t data_size, memory; /* in bytes */
	void (*fold)(const void *with, char *to, const char *from);
	const void *with;
	struct entries table[2], *filling, *leaving; /* leaving: belongs to the task, if any */
	size_t table_memory;                         /* limit of a table, in bytes */
	bool one_table;                              /* filling and leaving are the same table */
	bool sorted;                                 /* the table is; only without runs */
	struct task *task;                           /* makes `leaving` a run */
	struct runs *runs;                           /* null until a table has been full */
	struct store_batch {                         /* entries that are not in the table yet */
		struct buf text;
		size_t at[STORE_BATCH], n;
	} batch;
	size_t place; /* of store_next() in the sorted table */
};

/*
 * Initialises an empty store. Entries have `data_size` bytes of data. fold(with, to, from) adds the
 * data `from` of an entry to the data `to` of another with the same key; it may be called in
 * another thread. The store uses up to `memory` bytes (0: unlimited), then a temporary file
 * (spill.h).
 */
void store_begin(struct store *s, size_t data_size, size_t memory,
    void fold(const void *with, char *to, const char *from), const void *with);

/*
 * Adds an entry with a copy of `key`. Returns the address of its data, not aligned, which the
 * caller must fill in before the next call. A failing temporary file ends the program.
 */
char *store_add(struct store *s, struct str key);

/*
 * Goes to before the first entry in order of key; may be called again, to read from the start. Add
 * no entry between this and store_clear().
 */
void store_start(struct store *s);

/* Reads the next entry, folded; false after the last. Valid until the next call. */
bool store_next(struct store *s, struct entry *e);

/* Frees all memory; the store is empty and ready to use again. */
void store_clear(struct store *s);

#endif
