/*
 * world-check: do the partners add up to the World row that came with them? The service makes that row of
 * them, so where they do not, rows are lacking. It rounds: what is off by no more than 0.01 per
 * cent, or by no more than 1,000 dollars, is not off.
 */
#ifndef RELIANCE_COMTRADE_WORLD_CHECK_H
#define RELIANCE_COMTRADE_WORLD_CHECK_H

#include "lib/num/decimal.h"
#include "lib/hash/keytab.h"

/* Of one dataset; zero is a good empty one. */
struct world_check {
	struct keytab series; /* flow and code */
	struct world_check_sum {
		dec world, partners;
		bool has_world;
	} * sum;
	size_t cap;
	uint64_t rows;
	struct buf key;
};

/* Counts a row. False if its value is no number, or too much to be added. */
bool world_check_row(struct world_check *t, struct str flow, struct str code, struct str partner, dec value);

/*
 * The largest difference (without a sign, US dollars) between a World row and its partners, and
 * which series has it (flow and code, joined); 0 if none is off.
 */
dec world_check_gap(const struct world_check *t, struct str *series);

void world_check_free(struct world_check *t);

#endif
