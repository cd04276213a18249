/*
 * runs: tables of entries that were full, each in order of key, and all of them as one.
 */
#ifndef RELIANCE_LIB_FOLD_RUNS_H
#define RELIANCE_LIB_FOLD_RUNS_H

#include "entries.h"

struct runs;

/*
 * No runs yet. `fold` adds the data of an entry to that of another with the same key; `with` is
 * what it is called with. Entries have `data_size` bytes of data. They may take `memory` bytes,
 * SIZE_MAX for no bound; beyond, they go to a file.
 */
struct runs *runs_new(size_t data_size, size_t memory,
    void fold(const void *with, char *to, const char *from), const void *with);

/* Adds the entries of a sorted table as a run. */
void runs_add(struct runs *r, const struct entries *t);

/* Do many of the keys come back in other runs, so that one table would be better? */
bool runs_come_back(const struct runs *r);

/*
 * Hands the entries that are in memory to `each`, with `to`, and gives their memory back. True if
 * there are still others, in the file; later runs go there too.
 */
bool runs_take_back(struct runs *r, void each(void *to, struct entry e), void *to);

/*
 * Merges runs until the rest of them can be read at once, and stands before the first entry; as
 * often as wanted. Nothing can be added any more. Reading the file takes about `memory` bytes, but
 * some KiB at least.
 */
void runs_start(struct runs *r, size_t memory);

/*
 * The next entry, those of one key folded to one; false after the last. Good until the next call.
 */
bool runs_next(struct runs *r, struct entry *e);

/* Null is none. */
void runs_free(struct runs *r);

#endif
