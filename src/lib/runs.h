/*
 * runs: entries in order of key, written to a temporary file run by run, and merged to one order.
 *
 * The file is in $TMPDIR, or /tmp, and has no name from its first byte on: whatever ends the
 * program, nothing is left. It is read and written by one process and has no format to promise. A
 * file that cannot be created, written or read ends the program.
 */
#ifndef RELIANCE_RUNS_H
#define RELIANCE_RUNS_H

#include "entries.h"

struct runs;

/*
 * No runs yet. `fold` adds the data of an entry to that of another with the same key; `with` is
 * what it is called with. Entries have `data_size` bytes of data; buffers take about `memory`
 * bytes, but some KiB at least.
 */
struct runs *runs_new(size_t data_size, size_t memory,
    void fold(const void *with, char *to, const char *from), const void *with);

/* Writes the entries of a sorted table as a run. */
void runs_add(struct runs *r, const struct entries *t);

/* Merges the runs until the rest of them can be read at once, and stands before the first entry. */
void runs_start(struct runs *r);

/*
 * The next entry, those of one key folded to one; false after the last. Good until the next call.
 */
bool runs_next(struct runs *r, struct entry *e);

/* Null is none. */
void runs_free(struct runs *r);

#endif
