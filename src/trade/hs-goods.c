#include "hs-goods.h"

enum { WORDS = HS_LIST_MOST / 64 };

/* The codes that share goods with those of `set`, from edition `e` to the next, or back from it. */
static struct hs_goods
step(const struct hs_goods *set, int e, bool back)
{
	struct hs_goods result = { { 0 } }, moving = { { 0 } };

	for (size_t i = hs_changes_from[e]; i < hs_changes_from[e + 1]; i++) {
		size_t older = hs_change[i] >> 16, newer = hs_change[i] & 0xffff;
		hs_goods_add(&moving, older);
		hs_goods_add(&moving, newer);
		if (hs_goods_has(set, back ? newer : older))
			hs_goods_add(&result, back ? older : newer);
	}
	for (size_t i = 0; i < hs_codes; i++)
		if (hs_goods_has(set, i) && !hs_goods_has(&moving, i) &&
		    hs_list_has(i, back ? e : e + 1))
			hs_goods_add(&result, i);
	return result;
}

/* All codes of an edition but those of `set`. */
static struct hs_goods
others(const struct hs_goods *set, int edition)
{
	struct hs_goods result = { { 0 } };

	for (size_t i = 0; i < hs_codes; i++)
		if (hs_list_has(i, edition) && !hs_goods_has(set, i))
			hs_goods_add(&result, i);
	return result;
}

/* Adds those codes of `a` to `sum` that are in `b`, too; are there any? */
static bool
add_common(struct hs_goods *sum, const struct hs_goods *a, const struct hs_goods *b)
{
	uint64_t any = 0;

	for (size_t i = 0; i < WORDS; i++) {
		sum->bit[i] |= a->bit[i] & b->bit[i];
		any |= a->bit[i] & b->bit[i];
	}
	return any != 0;
}

bool
hs_goods_differ(const struct hs_goods *older, int from, const struct hs_goods *newer, int to,
    struct hs_goods *moved)
{
	struct hs_goods outside = others(older, from);

	for (int e = from; e < to; e++)
		outside = step(&outside, e, false);
	bool differ = add_common(moved, newer, &outside);
	outside = others(newer, to);
	for (int e = to; e > from; e--)
		outside = step(&outside, e - 1, true);
	return add_common(moved, older, &outside) || differ;
}
