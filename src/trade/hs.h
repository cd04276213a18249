/*
 * hs: commodity codes of the Harmonised System, and sets of them.
 *
 * A code is text: two digits for a chapter, four for a heading, six for a subheading, up to twelve
 * on national lines; also TOTAL and codes with letters such as 9999AA. What a code covers are all
 * codes that begin with it.
 */
#ifndef RELIANCE_TRADE_HS_H
#define RELIANCE_TRADE_HS_H

#include <stdint.h>

#include "lib/mem.h"

enum { HS_MAX = 12 };

/* A code without the dots people write ("2805.30"), upper case. False if it is none. */
bool hs_parse(struct str s, char to[HS_MAX + 1]);

/* The same for a code that may have been read as a number: one of five digits gets its zero back.
 */
bool hs_parse_number(struct str s, char to[HS_MAX + 1], bool *padded);

enum { HS_EDITIONS = 10 };

/* The edition's number, of "H0".."H9", "HS1992", "HS92", ... "HS2022", "HS22"; -1 for anything else. */
int hs_edition(struct str s);

/* "H0".."H9". */
struct str hs_edition_name(int edition);

/* A set of codes and ranges of codes; zero is the empty set. */
struct hs_set {
	struct hs_range {
		char from[HS_MAX + 1],
		    to[HS_MAX + 1]; /* of one length; the same for a single code */
		size_t n;
		bool met; /* a row matched it */
	} * range;
	size_t n, cap;
	/* bits: only rows of these headings, or of shorter codes, can match unless `open` */
	uint64_t heading[(10000 + 63) / 64];
	bool open; /* a code is no number */
};

/*
 * Adds a comma-separated list: 2846, 2805.30, 2801-2805. If they are codes `of_hs`, each has a digit
 * or is TOTAL; other columns may have words. Returns null, or why a part is no code; the message
 * lives in `why`.
 */
const char *hs_set_add(struct hs_set *set, const char *list, bool of_hs, struct buf *why);

/* Adds one code that is known to be good. */
void hs_set_add_code(struct hs_set *set, struct str code);

enum hs_match {
	HS_NO,
	HS_YES,     /* a code of the set is the row's or begins it */
	HS_COARSER, /* the row's code begins one of the set's: it may hold some of that trade */
};

/* The number of a heading out of its four digits; -1 if they are none. */
static inline int
hs_heading(const char digit[4])
{
	uint32_t x;

	memcpy(&x, digit, 4);
	if (((x & 0xf0f0f0f0) | ((x + 0x06060606) & 0xf0f0f0f0) >> 4) != 0x33333333)
		return -1;
	return (digit[0] - '0') * 1000 + (digit[1] - '0') * 100 + (digit[2] - '0') * 10 +
	       (digit[3] - '0');
}

/* False if no code of the set is the row's, begins it or goes on from it; true if one may. */
static inline bool
hs_set_may_match(const struct hs_set *set, struct str code)
{
	int heading = code.n >= 4 && !set->open ? hs_heading(code.p) : -1;

	return heading < 0 || (set->heading[heading / 64] >> (heading % 64) & 1) != 0;
}

/* hs_set_match() for the few rows whose heading is one of the set's. */
enum hs_match hs_set_match_slowly(struct hs_set *set, struct str code);

/* How a row's code stands to the set; marks what it met. TOTAL is coarser than every other code. */
static inline enum hs_match
hs_set_match(struct hs_set *set, struct str code)
{
	return set->n > 0 && hs_set_may_match(set, code) ? hs_set_match_slowly(set, code) : HS_NO;
}

/* True if the set names this very code, alone: how TOTAL is consented to. */
bool hs_set_names(const struct hs_set *set, const char *code);

void hs_set_free(struct hs_set *set);

#endif
