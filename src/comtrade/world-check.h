/*
 * world-check: do the partners of a dataset add up to its World row? The service computes that row
 * from the partners, so a difference means that rows are missing. It rounds, so differences up to
 * 0.01 per cent or up to 1,000 dollars do not count.
 */
#ifndef RELIANCE_COMTRADE_WORLD_CHECK_H
#define RELIANCE_COMTRADE_WORLD_CHECK_H

#include "lib/hash/keytab.h"
#include "lib/num/decimal.h"

/* The sums of one dataset. Zeroed, it is empty and ready to use. */
struct world_check {
	struct keytab series; /* flow and code */
	struct world_check_sum {
		dec world, partners;
		bool has_world;
	} * sum; /* by series */
	size_t cap;
	uint64_t rows;
	struct buf key;
};

/* Adds a row. Returns false if a sum overflows. */
bool world_check_add(
    struct world_check *w, struct str flow, struct str code, struct str partner, dec value);

/*
 * The largest difference between a World row and the sum of its partners, without sign, in US
 * dollars; 0 if none exceeds the tolerance. Sets `series` to the key of its flow and code, which
 * `w` owns.
 */
dec world_check_gap(const struct world_check *w, struct str *series);

void world_check_free(struct world_check *w);

#endif
