/*
 * store: entries that are folded by key, handed out in order of key, and take bounded memory.
 *
 * They are in a table; when that is as large as it may be, it goes to a temporary file as a sorted
 * run. What comes out is the same either way.
 */
#ifndef RELIANCE_STORE_H
#define RELIANCE_STORE_H

#include "runs.h"

enum { STORE_BATCH = 64 };

struct store {
	size_t data_size, memory;
	void (*fold)(const void *with, char *to, const char *from);
	const void *with;
	struct entries table;
	struct runs *runs; /* null as long as the table holds all */
	/* entries on their way into the table: its memory is asked for before it is looked at */
	struct buf batch;
	size_t at[STORE_BATCH];
	size_t staged;
	size_t place; /* of store_next() in the table's order */
};

/*
 * An empty store. `fold` adds the data of an entry to that of another with the same key; `with` is
 * what it is called with. `memory` is in bytes, 0 for no bound.
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
