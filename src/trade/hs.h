/*
 * hs: commodity codes of the Harmonised System, and sets of them.
 *
 * A code is text: two digits for a chapter, four for a heading, six for a subheading, up to twelve
 * for a national tariff line; also TOTAL, and codes with letters such as 9999AA. A code covers all
 * codes that begin with it.
 */
#ifndef RELIANCE_TRADE_HS_H
#define RELIANCE_TRADE_HS_H

#include <stdint.h>

#include "lib/mem.h"

enum { HS_MAX = 12 };

/* Parses a code into upper case, without dots ("2805.30"). False if it is not a code. */
bool hs_parse(struct str s, char to[HS_MAX + 1]);

/* Has it a digit? Codes have; TOTAL and the sections, I to XXI, have none. */
static inline bool
hs_has_digit(struct str code)
{
	for (size_t i = 0; i < code.n; i++)
		if (is_digit(code.p[i]))
			return true;
	return false;
}

enum { HS_EDITIONS = 10 };

/* The number of an edition: "H0".."H9", "HS1992", "HS92", ... "HS2022", "HS22"; else -1. */
int hs_edition(struct str s);

/* The number of an edition that is written "H0".."H9", as in trade CSV; else -1. */
static inline int
hs_edition_exact(struct str s)
{
	return s.n == 2 && s.p[0] == 'H' && is_digit(s.p[1]) ? s.p[1] - '0' : -1;
}

/* "H0".."H9"; static text. */
struct str hs_edition_name(int edition);

/* A set of codes and ranges of codes. A zeroed set is empty and ready to use. */
struct hs_set {
	struct hs_range {
		char from[HS_MAX + 1],
		    to[HS_MAX + 1]; /* of equal length; equal for a single code */
		size_t n;           /* the length */
		bool matched;       /* a row matched it */
	} * range;
	size_t n, cap;
	/* bits: unless `open`, only codes of these headings, or shorter codes, can match */
	uint64_t heading[(10000 + 63) / 64];
	bool open; /* a code begins with something other than four digits */
};

/*
 * Adds a comma-separated list: 2846, 2805.30, 2801-2805. If `of_hs`, each code must have a digit or
 * be TOTAL; otherwise words are codes, too. Returns null, or an error message, held in `why`.
 */
const char *hs_set_add(struct hs_set *set, const char *list, bool of_hs, struct buf *why);

/* Adds a code that hs_parse() accepts. */
void hs_set_add_code(struct hs_set *set, struct str code);

/* Adds the codes of another set, each once. */
void hs_set_add_all(struct hs_set *set, const struct hs_set *other);

enum hs_match {
	HS_NO,
	HS_YES,     /* a code of the set covers the row's code */
	HS_COARSER, /* the row's code covers a code of the set: the row may include its trade */
};

/* The number of a heading from its four digits; -1 if they are not digits. */
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

/* A quick test before hs_set_match(): if false, the result is HS_NO. */
static inline bool
hs_set_may_match(const struct hs_set *set, struct str code)
{
	int heading = code.n >= 4 && !set->open ? hs_heading(code.p) : -1;

	return heading < 0 || (set->heading[heading / 64] >> (heading % 64) & 1) != 0;
}

/* hs_set_match() without marking what matched. */
enum hs_match hs_set_compare(const struct hs_set *set, struct str code);

/* hs_set_match() without the quick test. */
enum hs_match hs_set_match_slowly(struct hs_set *set, struct str code);

/* Matches a row's code and marks the range that it matched. TOTAL is coarser than other codes. */
static inline enum hs_match
hs_set_match(struct hs_set *set, struct str code)
{
	return set->n > 0 && hs_set_may_match(set, code) ? hs_set_match_slowly(set, code) : HS_NO;
}

/* Does the set contain exactly this code, not as part of a range? Guards use it for TOTAL. */
bool hs_set_names(const struct hs_set *set, const char *code);

void hs_set_free(struct hs_set *set);

#endif
