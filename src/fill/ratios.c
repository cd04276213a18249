#include "ratios.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/die.h"
#include "lib/num/ratio.h"

enum { YEAR_TEXT = 16 };

static struct str
key_of(struct buf *to, struct str flow, struct str country, int year)
{
	char text[YEAR_TEXT];
	int n = snprintf(text, sizeof text, "%d", year);
	const struct str part[] = { flow, country, { text, (size_t)n } };

	return key_join(to, part, sizeof part / sizeof *part);
}

size_t
ratios_year(struct ratios *r, struct str flow, struct str country, int year)
{
	struct buf key = { 0 };
	bool fresh;

	size_t at = keytab_add(&r->years, key_of(&key, flow, country, year), &fresh);
	buf_free(&key);
	if (fresh) {
		mem_grow(&r->sums, &r->cap, at, sizeof *r->sums);
		r->sums[at] = (struct ratio_sums){ 0 };
	}
	return at;
}

static void
add(dec *sum, dec value)
{
	if (!dec_add(sum, value))
		die("the total of a country exceeds 128 bits");
}

void
ratios_add_own(struct ratios *r, size_t year, dec value)
{
	add(&r->sums[year].own, value);
}

void
ratios_add_theirs(struct ratios *r, size_t year, dec value)
{
	add(&r->sums[year].theirs, value);
}

static int
compare(const void *a, const void *b)
{
	const struct ratio_sums *x = a, *y = b;
	struct wide left = wide_product((udec)x->theirs, (udec)y->own),
		    right = wide_product((udec)y->theirs, (udec)x->own);

	return wide_cmp(&left, &right);
}

struct ratio_range
ratios_around(const struct ratios *r, struct str flow, struct str country, int year,
    struct ratio_sums otherwise)
{
	struct ratio_sums ratio[2 * RATIO_YEARS + 1];
	unsigned n = 0;
	struct buf key = { 0 };

	for (int y = year - RATIO_YEARS; y <= year + RATIO_YEARS; y++) {
		size_t at = keytab_find(&r->years, key_of(&key, flow, country, y));
		if (at != SIZE_MAX && r->sums[at].own > 0 && r->sums[at].theirs > 0)
			ratio[n++] = r->sums[at];
	}
	buf_free(&key);
	if (n == 0)
		return (struct ratio_range){ .middle = { otherwise, otherwise } };
	qsort(ratio, n, sizeof *ratio, compare);
	return (
	    struct ratio_range){ n, { ratio[(n - 1) / 2], ratio[n / 2] }, ratio[0], ratio[n - 1] };
}

static struct wide
times(const struct wide *a, dec b)
{
	struct wide high = wide_times(a, (uint64_t)((udec)b >> 64)),
		    low = wide_times(a, (uint64_t)b);

	for (size_t i = WIDE_LIMBS - 1; i > 0; i--)
		high.limb[i] = high.limb[i - 1];
	high.limb[0] = 0;
	wide_add(&high, &low);
	return high;
}

/* The mean of two ratios: (a/b + c/d) / 2 = (ad + cb) / 2bd. */
static struct wide
median(const struct ratio_range *range, struct wide *den)
{
	const struct ratio_sums *x = &range->middle[0], *y = &range->middle[1];
	struct wide num = wide_product((udec)x->theirs, (udec)y->own),
		    more = wide_product((udec)y->theirs, (udec)x->own),
		    owns = wide_product((udec)x->own, (udec)y->own);

	wide_add(&num, &more);
	*den = wide_times(&owns, 2);
	return num;
}

size_t
ratios_print_median(char to[DEC_TEXT], const struct ratio_range *range)
{
	enum { DIGITS = 4 };
	struct wide den, num = median(range, &den);

	return ratio_print_wide(to, num, &den, 0, DIGITS);
}

static dec
rounded(struct wide num, const struct wide *den)
{
	struct wide q = wide_divide(num, den), most = wide_of((udec)1 << 126);

	if (wide_cmp(&q, &most) > 0)
		die("a filled value exceeds 128 bits");
	return (dec)((udec)q.limb[1] << 64 | q.limb[0]);
}

dec
ratios_divide_by_median(dec value, const struct ratio_range *range)
{
	struct wide den, num = median(range, &den);

	return rounded(times(&den, value), &num);
}

dec
ratios_divide(dec value, const struct ratio_sums *ratio, uint64_t a, uint64_t b)
{
	struct wide num = wide_product((udec)value, (udec)ratio->own),
		    den = wide_of((udec)ratio->theirs);

	den = wide_times(&den, b);
	return rounded(wide_times(&num, a), &den);
}

void
ratios_free(struct ratios *r)
{
	keytab_free(&r->years);
	free(r->sums);
}
