/*
 * merge: runs of a pile as one, in order of key, entries of one key folded to one.
 */
#ifndef RELIANCE_LIB_FOLD_MERGE_H
#define RELIANCE_LIB_FOLD_MERGE_H

#include "lib/num/decimal.h"
#include "spill.h"

struct merge {
	const struct spill *pile;
	void (*fold)(const void *with, char *to, const char *from);
	const void *with;
	struct spill_reader *reader;
	size_t readers;
	struct merge_head { /* of a reader with an entry left: */
		udec begin; /* of its key, as a number that orders as it does */
		struct spill_reader *of;
	} * heap; /* the least key first */
	size_t n;
};

/* Nothing yet to merge. `fold` adds the data of an entry to that of another, called with `with`. */
void merge_begin(struct merge *m, const struct spill *pile,
    void fold(const void *with, char *to, const char *from), const void *with);

/*
 * Stands before the first entry of `n` runs from number `first` on; for those in the file there
 * are about `memory` bytes.
 */
void merge_open(struct merge *m, size_t first, size_t n, size_t memory);

/* Appends the next entry to `to`; false after the last. */
bool merge_next(struct merge *m, struct buf *to);

void merge_close(struct merge *m);

#endif
