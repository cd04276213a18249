/*
 * country: reporters and partners, and the one code that we use for each.
 *
 * The table is countries.csv: Comtrade's ISO3-like code, a short name, the kind, the numeric codes
 * that sources use (the current one first), the first and last year of its existence if limited,
 * and other names.
 */
#ifndef RELIANCE_TRADE_COUNTRY_H
#define RELIANCE_TRADE_COUNTRY_H

#include "lib/nearest.h"

enum country_kind {
	KIND_COUNTRY,
	KIND_NES,   /* not a country: areas nes, bunkers, free zones, special categories */
	KIND_GROUP, /* the EU, ASEAN: reported in addition to its members */
	KIND_WORLD, /* reported in addition to all others */
};

struct country {
	struct str code;
	enum country_kind kind;
	struct str numbers;  /* the numeric codes, the current one first, separated by blanks */
	struct str from, to; /* the first and last year, YYYY; empty for no limit */
	struct str name;     /* short, and no other country's */
};

/*
 * Finds a numeric code, an ISO3-like code (in upper or lower case), or a name (ignoring case,
 * accents, blanks and punctuation). Returns an entry of the table, or null. The first call loads
 * the table: make it before other threads start.
 */
const struct country *country_find(struct str text);

/*
 * Is it World, by its code, a number of zeros, or a name such as "World", "Total" or "All"? Loads
 * the table like country_find().
 */
bool country_is_world(struct str text);

/* A quick test for most codes of countries: false only if the text is no name of World. */
static inline bool
country_may_be_world(struct str text)
{
	unsigned char c = text.n > 0 ? (unsigned char)text.p[0] | 0x20 : 'z'; /* in small letters */

	return c <= 'a' || c > 'z' || c == 't' || c == 'w';
}

/* The country at this index of the table; null after the last one. */
const struct country *country_at(size_t place);

/* Offers all codes and names, as the answer to a misspelt one. */
void country_offer(struct nearest *n);

/* Prints the table as CSV on stdout: code, name, kind, numeric, from, to. */
void country_list(void);

#endif
