/*
 * runs: an external merge sort with folding. Takes sorted tables of entries as runs, and returns
 * all their entries in order of key, those with the same key folded into one.
 *
 * The steps: runs_add() for each table, runs_start(), runs_next() until it returns false. Runs are
 * stored in a spill (memory, then a temporary file) and merged when they are read; with large runs,
 * a producer thread merges ahead.
 */
#ifndef RELIANCE_LIB_FOLD_RUNS_H
#define RELIANCE_LIB_FOLD_RUNS_H

#include "entries.h"

struct runs;

/*
 * Creates it, without runs. fold(with, to, from) adds the data `from` of an entry to the data `to`
 * of another with the same key; it may be called in another thread. Entries have `data_size` bytes
 * of data. Runs use up to `memory` bytes (SIZE_MAX: unlimited); the rest goes to a temporary file.
 */
struct runs *runs_new(size_t data_size, size_t memory,
    void fold(const void *with, char *to, const char *from), const void *with);

/* Adds a copy of the entries of a sorted table as a run. */
void runs_add(struct runs *r, const struct entries *t);

/*
 * Do many keys occur in several runs (more than one in nine, by a sample)? Then a single large
 * table would need less memory and time than merging.
 */
bool runs_overlap(const struct runs *r);

/*
 * Removes the runs that are in memory: passes each of their entries to `each` (as each(to, entry)),
 * and frees the memory. Returns whether runs are left in the file; later runs go there, too.
 */
bool runs_drain(struct runs *r, void each(void *to, struct entry e), void *to);

/*
 * Goes to before the first entry; may be called again, to read from the start. Add no run after
 * this. If there are too many runs in the file to read at the same time with read buffers of
 * `memory` bytes, merges some of them first.
 */
void runs_start(struct runs *r, size_t memory);

/* Reads the next entry, folded; false after the last. Valid until the next call. */
bool runs_next(struct runs *r, struct entry *e);

/* Frees it and removes the file. Null is ignored. */
void runs_free(struct runs *r);

#endif
