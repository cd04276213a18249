/*
 * ledger: the keys of all rows, written down as they come and compared when all are there.
 *
 * A key is exact: the numbers of its series, partner and commodity, not a fingerprint, so there is
 * no false alarm. 16 bytes a row, in parts by a hash of the key, each part in blocks: writing is
 * nearly in order, and the comparison stays in the cache.
 */
#ifndef RELIANCE_LEDGER_H
#define RELIANCE_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LEDGER_PARTS = 256, LEDGER_PLACE_BITS = 40, LEDGER_PARTNER_BITS = 24 };

/* A row: its key, and its place among all rows, from 1. */
struct ledger_row {
	uint64_t series_commodity; /* 32 bits each */
	uint64_t partner_place;
};

/* Zero is a good empty ledger. */
struct ledger {
	struct ledger_block {
		struct ledger_block *before;
		struct ledger_row row[63];
	} * last[LEDGER_PARTS];
	unsigned char room[LEDGER_PARTS]; /* rows that the last block can still take */
	struct ledger_slab *slab;         /* blocks come out of it */
	size_t slab_used, slab_blocks;
};

static inline uint64_t
ledger_hash(struct ledger_row r)
{
	uint64_t h =
	    r.series_commodity ^ (r.partner_place >> LEDGER_PLACE_BITS) * 0x9e3779b97f4a7c15;

	h *= 0xd6e8feb86659fd93;
	return (h ^ h >> 32) * 0x9e3779b97f4a7c15;
}

/* A new block for a part; what ledger_add() does when the last one is full. */
void ledger_block(struct ledger *l, size_t part);

/* Writes a row down. `partner` is below 2^LEDGER_PARTNER_BITS, `place` below 2^LEDGER_PLACE_BITS.
 */
static inline void
ledger_add(struct ledger *l, uint32_t series, uint32_t partner, uint32_t commodity, uint64_t place)
{
	struct ledger_row r = { (uint64_t)series << 32 | commodity,
		(uint64_t)partner << LEDGER_PLACE_BITS | place };
	size_t part = ledger_hash(r) >> 56;

	if (l->room[part] == 0)
		ledger_block(l, part);
	l->last[part]->row[--l->room[part]] = r;
}

/* Rows of one key, by their places. */
struct ledger_repeat {
	uint32_t series, partner, commodity;
	uint64_t first, second; /* the first two of them */
};

/*
 * Compares all rows. Calls `again` for every row whose key an earlier one has, in no order, and
 * `repeat` once for every such key.
 */
void ledger_compare(const struct ledger *l, void (*again)(void *data, uint64_t place),
    void (*repeat)(void *data, const struct ledger_repeat *repeat), void *data);

void ledger_free(struct ledger *l);

#endif
