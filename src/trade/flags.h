/*
 * flags: the letters of the column `flags`, which say what a row or a sum is made of.
 */
#ifndef RELIANCE_TRADE_FLAGS_H
#define RELIANCE_TRADE_FLAGS_H

#include "lib/str.h"

enum flag {
	FLAG_DEDUPLICATED = 1 << 0, /* d: several source rows were merged into one */
	FLAG_FILLED = 1 << 1,       /* f: filled in from the partners' reports */
	FLAG_MIRRORED = 1 << 2,     /* m: taken from the partner's report */
	FLAG_NO_COUNTRY = 1 << 3,   /* n: the partner is not a country */
	FLAG_PREDECESSOR = 1 << 4,  /* p: the source used a code other than the current one */
	FLAG_RECONCILED = 1 << 5,   /* r: made from the reports of both sides */
	FLAG_SELF = 1 << 6,         /* s: reporter and partner are the same */
	FLAG_SELECTED = 1 << 7,     /* x: some partners were selected; the others are missing */
	FLAG_ESTIMATED = 1 << 8,    /* e: the weight is estimated */
};

enum {
	/*
	 * The flags that sums keep, in eight bits. Half of all rows have e: the letter would say
	 * nothing of a sum.
	 */
	FLAGS_OF_SUMS = 0xff,
	FLAGS_OF_PARTNER = FLAG_NO_COUNTRY | FLAG_SELF, /* follow from the codes of the row */
	FLAGS_TEXT = 9,                                 /* bytes of the longest text */
};

/* Is the letter among the flags? */
static inline bool
flags_have(struct str flags, char letter)
{
	return flags.n > 0 && memchr(flags.p, letter, flags.n) != NULL;
}

/* Writes the letters in alphabetical order; returns the end. */
static inline char *
flags_put(char *to, unsigned flags)
{
	static const char letters[] = "dfmnprsx"; /* by bit */

	if ((flags & FLAG_DEDUPLICATED) != 0)
		*to++ = 'd';
	if ((flags & FLAG_ESTIMATED) != 0)
		*to++ = 'e';
	for (flags &= (unsigned)FLAGS_OF_SUMS & ~(unsigned)FLAG_DEDUPLICATED; flags != 0;
	     flags &= flags - 1)
		*to++ = letters[__builtin_ctz(flags)];
	return to;
}

/* The flags as letters in alphabetical order, held in `to`; "" if there are none. */
struct str flags_text(unsigned flags, char to[FLAGS_TEXT]);

/* Parses letters into flags; false, and no flags, if a letter is unknown. */
bool flags_parse(struct str letters, unsigned *flags);

#endif
