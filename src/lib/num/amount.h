/*
 * amount: a number out of a cell that most likely is printed again and no more. It is kept as the
 * text that it will be printed as, while that is short, and is worked out where somebody asks.
 */
#ifndef RELIANCE_LIB_NUM_AMOUNT_H
#define RELIANCE_LIB_NUM_AMOUNT_H

#include "decimal.h"

enum {
	AMOUNT_LONGEST = 16,  /* bytes of text */
	AMOUNT_ZEROS = 4,     /* bytes before it that do not belong to it */
	AMOUNT_MOST_SHIFT = 8 /* digits */
};

/* Zero is a good 0. */
struct amount {
	char bytes[AMOUNT_LONGEST + AMOUNT_ZEROS]; /* the text, or a dec */
	unsigned char from, n;                     /* where that text is; n is 0: it is a dec */
};

static inline void
amount_set(struct amount *a, dec x)
{
	memcpy(a->bytes, &x, sizeof x);
	a->from = a->n = 0;
}

dec amount_number(const struct amount *a);

static inline bool
amount_is_zero(const struct amount *a)
{
	return a->n == 1 ? a->bytes[a->from] == '0' : a->n == 0 && amount_number(a) == 0;
}

/*
 * Reads a cell as dec_parse() does, times ten to the power of `shift`, up to AMOUNT_MOST_SHIFT.
 */
enum dec_result amount_read(struct amount *a, struct str cell, unsigned shift);

/* Writes it as dec_print() does, into DEC_TEXT bytes of room. Returns what is behind it. */
static inline char *
amount_put(char *to, const struct amount *a)
{
	if (a->n == 0)
		return to + dec_print(to, amount_number(a));
	memcpy(to, a->bytes + a->from, AMOUNT_LONGEST);
	return to + a->n;
}

#endif
