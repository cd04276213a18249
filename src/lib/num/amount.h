/*
 * amount: a number that is read from a cell and, most often, only printed again. Short numbers are
 * kept as the text that dec_print() would give, and converted to a dec on demand.
 */
#ifndef RELIANCE_LIB_NUM_AMOUNT_H
#define RELIANCE_LIB_NUM_AMOUNT_H

#include "decimal.h"

enum {
	AMOUNT_LONGEST = 16,  /* longest text in bytes */
	AMOUNT_ZEROS = 4,     /* most leading zeros before the text in `bytes` */
	AMOUNT_MOST_SHIFT = 8 /* largest power of ten for amount_read() */
};

/* A zeroed amount is 0. */
struct amount {
	char bytes[AMOUNT_LONGEST + AMOUNT_ZEROS]; /* the text, or a dec */
	unsigned char from, n;                     /* offset and length of the text; n = 0: a dec */
};

static inline void
amount_set(struct amount *a, dec x)
{
	memcpy(a->bytes, &x, sizeof x);
	a->from = a->n = 0;
}

/* The value of the amount. */
dec amount_number(const struct amount *a);

static inline bool
amount_is_zero(const struct amount *a)
{
	return a->n == 1 ? a->bytes[a->from] == '0' : a->n == 0 && amount_number(a) == 0;
}

/*
 * Reads a cell like dec_parse(), and multiplies by 10^shift; shift is at most AMOUNT_MOST_SHIFT. If
 * the result is not DEC_OK, the amount is 0.
 */
enum dec_result amount_read(struct amount *a, struct str cell, unsigned shift);

/* Writes the amount like dec_print() to `to`, which has DEC_TEXT bytes. Returns the end of it. */
static inline char *
amount_put(char *to, const struct amount *a)
{
	if (a->n == 0)
		return to + dec_print(to, amount_number(a));
	memcpy(to, a->bytes + a->from, AMOUNT_LONGEST);
	return to + a->n;
}

#endif
