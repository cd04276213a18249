/*
 * hs-goods: do codes of two editions of the HS cover the same goods? A new edition splits, merges
 * and moves codes: 811292 held germanium and vanadium from 2007 to 2021, not before or after.
 *
 * Waste of electrical goods, a heading of its own (8549) since H6 and part of nearly everything
 * before, is left out.
 */
#ifndef RELIANCE_TRADE_HS_GOODS_H
#define RELIANCE_TRADE_HS_GOODS_H

#include "hs-list.h"

/* A set of listed codes, by number. A zeroed set is empty and ready to use. */
struct hs_goods {
	uint64_t bit[HS_LIST_MOST / 64];
};

static inline void
hs_goods_add(struct hs_goods *g, size_t number)
{
	g->bit[number / 64] |= (uint64_t)1 << (number % 64);
}

static inline bool
hs_goods_has(const struct hs_goods *g, size_t number)
{
	return (g->bit[number / 64] >> (number % 64) & 1) != 0;
}

/*
 * Do both sets cover the same goods? `older` has codes of the edition `from`, `newer` of the later
 * edition `to`, both below HS_LISTED. If not, adds to `moved` the codes whose goods are partly
 * outside of the other set, and returns true.
 */
bool hs_goods_differ(const struct hs_goods *older, int from, const struct hs_goods *newer, int to,
    struct hs_goods *moved);

#endif
