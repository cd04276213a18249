/*
 * exact-keys: the keys of all rows, written down as they come and compared when all are there.
 *
 * A key is exact: the numbers of its series, partner and commodity, not a fingerprint, so there is
 * no false alarm. Rows of one series and partner that follow each other, place by place, are a run:
 * 16 bytes, and 4 for the commodity of each row; so a row takes 4 to 20 bytes. Runs stand in parts
 * by a hash of series and partner, each part in blocks: writing is nearly in order, and the
 * comparison stays in the cache.
 */
#ifndef RELIANCE_NORMALISE_EXACT_KEYS_H
#define RELIANCE_NORMALISE_EXACT_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { EXACT_KEYS_PARTS = 256, EXACT_KEYS_PLACE_BITS = 40, EXACT_KEYS_PARTNER_BITS = 24 };

/* Zero is a good empty ledger. */
struct exact_keys {
	/* the last run: what would go on with it, where that would stand, the end of its block */
	uint64_t partner_place;
	uint32_t series;
	uint32_t *next, *end;
	uint32_t *run; /* where it begins, ... */
	size_t part;   /* ... and the part that it is in */
	struct exact_keys_block *last[EXACT_KEYS_PARTS];
	uint32_t used[EXACT_KEYS_PARTS]; /* words of those blocks, but for those of the last run */
	struct exact_keys_slab *slab;    /* blocks come out of it */
	size_t slab_used, slab_blocks;
};

/* Begins a run with a row; what exact_keys_add() does where it does not go on with the last one. */
void exact_keys_begin_run(
    struct exact_keys *l, uint32_t series, uint64_t partner_place, uint32_t commodity);

/*
 * Writes a row down. `partner` is below 2^EXACT_KEYS_PARTNER_BITS, `place`, from 1, below
 * 2^EXACT_KEYS_PLACE_BITS. Commodities are small numbers: comparing takes 4 bytes for each up to the
 * largest.
 */
static inline void
exact_keys_add(struct exact_keys *l, uint32_t series, uint32_t partner, uint32_t commodity, uint64_t place)
{
	uint64_t partner_place = (uint64_t)partner << EXACT_KEYS_PLACE_BITS | place;

	if (l->next == l->end || l->series != series || l->partner_place != partner_place) {
		exact_keys_begin_run(l, series, partner_place, commodity);
		return;
	}
	*l->next++ = commodity;
	l->partner_place++;
}

/* Rows of one key, by their places. */
struct exact_keys_repeat {
	uint32_t series, partner, commodity;
	uint64_t first, second; /* the first two of them */
};

/*
 * Compares all rows. Calls `again` for every row whose key an earlier one has, in no order, and
 * `repeat` once for every such key.
 */
void exact_keys_compare(struct exact_keys *l, void (*again)(void *data, uint64_t place),
    void (*repeat)(void *data, const struct exact_keys_repeat *repeat), void *data);

void exact_keys_free(struct exact_keys *l);

#endif
