#include "indices.h"

#include "lib/num/ratio.h"

size_t
top_share_print(char to[DEC_TEXT], const struct group *g, size_t n, unsigned shift, unsigned digits)
{
	struct ratio r = { .den = g->total };

	for (size_t i = 0; i < n; i++)
		r.num += g->top[i].value; /* at most the total */
	return ratio_print(to, r, shift, digits);
}

static struct wide
total_squared(const struct group *g)
{
	return wide_product((udec)g->total, (udec)g->total);
}

size_t
hhi_print(char to[DEC_TEXT], const struct group *g, unsigned shift, unsigned digits)
{
	struct wide all = total_squared(g);

	return ratio_print_wide(to, g->squares, &all, shift, digits);
}

size_t
effective_print(char to[DEC_TEXT], const struct group *g, unsigned digits)
{
	return ratio_print_wide(to, total_squared(g), &g->squares, 0, digits);
}

/* With squares S: (S / T^2 - 1/n) / (1 - 1/n) = (n S - T^2) / ((n - 1) T^2) */
size_t
normalised_print(char to[DEC_TEXT], const struct group *g, unsigned shift, unsigned digits)
{
	struct wide num = wide_times(&g->squares, g->suppliers), all = total_squared(g);
	struct wide den = wide_times(&all, g->suppliers - 1);

	wide_sub(&num, &all);
	return ratio_print_wide(to, num, &den, shift, digits);
}

/*
 * Compares UNCTAD's index with m/d, from 0 to 1: negative, 0 or positive. Both sides are positive
 * and squared, so that one square root is left, for wide_cmp_root():
 *
 *	(sqrt(S)/T - 1/sqrt(n)) / (1 - 1/sqrt(n)) >= m/d
 *
 *	d sqrt(n S) >= (d - m) T + m T sqrt(n)
 *
 *	d^2 n S - ((d - m)^2 + m^2 n) T^2 >= 2 m (d - m) T^2 sqrt(n)
 */
static int
compare_unctad(const struct group *g, uint64_t m, uint64_t d)
{
	struct wide all = total_squared(g), left = wide_times(&g->squares, g->suppliers);
	struct wide equal = wide_times(&all, d - m), mine = wide_times(&all, m);
	struct wide right = wide_times(&equal, m);

	left = wide_times(&left, d);
	left = wide_times(&left, d);
	equal = wide_times(&equal, d - m);
	mine = wide_times(&mine, m);
	mine = wide_times(&mine, g->suppliers);
	wide_add(&equal, &mine);
	if (wide_cmp(&left, &equal) < 0)
		return -1;
	wide_sub(&left, &equal);
	right = wide_times(&right, 2);
	return wide_cmp_root(&left, &right, g->suppliers);
}

/* The index rounds to the largest k with k - 1/2 units of the last digit at most the index. */
size_t
unctad_print(char to[DEC_TEXT], const struct group *g, unsigned digits)
{
	uint64_t units = 1, low = 0, beyond;
	bool tie = false;

	for (unsigned i = 0; i < digits; i++)
		units *= 10;
	for (beyond = units + 1; beyond - low > 1;) {
		uint64_t k = low + (beyond - low) / 2;
		int order = compare_unctad(g, 2 * k - 1, 2 * units);
		if (order >= 0) {
			low = k;
			tie = order == 0;
		} else {
			beyond = k;
		}
	}
	if (tie)
		low -= low % 2;
	return ratio_print(to, (struct ratio){ (dec)low, (dec)units }, 0, digits);
}
