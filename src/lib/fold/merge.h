/*
 * merge: reads several runs of a spill as one sequence in order of key. Entries with the same key
 * are folded into one.
 *
 * A k-way merge with a binary heap of readers. Each heap element caches the first 16 bytes of its
 * key as a number, so that most comparisons do not touch the key.
 */
#ifndef RELIANCE_LIB_FOLD_MERGE_H
#define RELIANCE_LIB_FOLD_MERGE_H

#include "lib/num/decimal.h"
#include "spill.h"

struct merge {
	const struct spill *spill;
	void (*fold)(const void *with, char *to, const char *from);
	const void *with;
	struct spill_reader *reader; /* one per run */
	size_t readers;
	struct merge_head {
		udec begin; /* the first 16 bytes of its key, as a number that sorts alike */
		struct spill_reader *of;
	} * heap; /* the readers with an entry left, the least key first */
	size_t n; /* elements of the heap */
};

/*
 * Initialises a merge of runs of `spill`, which must outlive it. fold(with, to, from) adds the data
 * `from` of one entry to the data `to` of another with the same key.
 */
void merge_begin(struct merge *m, const struct spill *spill,
    void fold(const void *with, char *to, const char *from), const void *with);

/*
 * Opens the `n` runs from number `first` on, before their first entry. The read buffers of those in
 * the file use about `memory` bytes together, but at least 4 KiB each.
 */
void merge_open(struct merge *m, size_t first, size_t n, size_t memory);

/* Appends the next entry, folded, to `to`; false after the last. */
bool merge_next(struct merge *m, struct buf *to);

/* Closes the readers; merge_open() may be called again. */
void merge_close(struct merge *m);

#endif
