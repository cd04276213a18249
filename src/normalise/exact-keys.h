/*
 * exact-keys: records the keys of all rows, and finds the repeated ones at the end of the input.
 *
 * A key is the exact numbers of series, partner and commodity rather than a fingerprint, so there
 * are no false positives. Consecutive rows of one series and partner at consecutive positions form
 * a run: 16 bytes, plus 4 per row for its commodity; a row takes 4 to 20 bytes. Runs are
 * partitioned by a hash of series and partner, and each partition is a list of blocks: writes are
 * nearly sequential, and the comparison of a partition fits the processor's cache.
 */
#ifndef RELIANCE_NORMALISE_EXACT_KEYS_H
#define RELIANCE_NORMALISE_EXACT_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { EXACT_KEYS_PARTITIONS = 256, EXACT_KEYS_POSITION_BITS = 40, EXACT_KEYS_PARTNER_BITS = 24 };

/* Zeroed, it is empty and ready to use. */
struct exact_keys {
	/* the last run: what the next row must have to extend it, its next word, its block's end */
	uint64_t partner_position;
	uint32_t series;
	uint32_t *next, *end;
	uint32_t *run;    /* its header */
	size_t partition; /* its partition */
	struct exact_keys_block *last[EXACT_KEYS_PARTITIONS];
	uint32_t used[EXACT_KEYS_PARTITIONS]; /* words of those blocks, without the last run */
	struct exact_keys_slab *slab;         /* memory for blocks */
	size_t slab_used, slab_blocks;
};

/* The slow path of exact_keys_add(): begins a run with a row. */
void exact_keys_begin_run(
    struct exact_keys *k, uint32_t series, uint64_t partner_position, uint32_t commodity);

/*
 * Records the key of a row. `partner` is below 2^EXACT_KEYS_PARTNER_BITS; `position` is from 1 to
 * below 2^EXACT_KEYS_POSITION_BITS. Commodities should be small numbers: the comparison takes 4
 * bytes for each number up to the largest.
 */
static inline void
exact_keys_add(
    struct exact_keys *k, uint32_t series, uint32_t partner, uint32_t commodity, uint64_t position)
{
	uint64_t partner_position = (uint64_t)partner << EXACT_KEYS_POSITION_BITS | position;

	if (k->next == k->end || k->series != series || k->partner_position != partner_position) {
		exact_keys_begin_run(k, series, partner_position, commodity);
		return;
	}
	*k->next++ = commodity;
	k->partner_position++;
}

/* A key that several rows have, and the positions of the first two. */
struct exact_keys_repeat {
	uint32_t series, partner, commodity;
	uint64_t first, second;
};

/*
 * Compares all rows. Calls `each_row` for each row that repeats the key of an earlier one, and
 * `each_repeat` once for each repeated key; both in no particular order, in the calling thread.
 */
void exact_keys_compare(struct exact_keys *k, void (*each_row)(void *data, uint64_t position),
    void (*each_repeat)(void *data, const struct exact_keys_repeat *repeat), void *data);

void exact_keys_free(struct exact_keys *k);

#endif
