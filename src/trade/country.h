/*
 * country: who trades, and the one code that we call each of them by.
 *
 * The table is countries.csv beside this file: Comtrade's ISO3-like code, a short name, the kind,
 * every numeric code that sources use for it (the current one first), the years it existed if it
 * does not reach over all, and other names.
 */
#ifndef RELIANCE_TRADE_COUNTRY_H
#define RELIANCE_TRADE_COUNTRY_H

#include "lib/str.h"

enum country_kind {
	KIND_COUNTRY,
	KIND_NES,   /* no country: areas nes, bunkers, free zones, special categories */
	KIND_GROUP, /* stands beside its members: the EU, ASEAN */
	KIND_WORLD, /* stands beside its parts */
};

struct country {
	struct str code;
	enum country_kind kind;
	struct str numbers;  /* the numeric codes, the current one first, blanks between them */
	struct str from, to; /* its first and last year as YYYY; empty for no limit */
};

/*
 * Looks up a numeric code, an ISO3-like code (exactly as written) or a name (ASCII case, blanks and
 * punctuation aside). Returns null if the table does not know it. `*current` (may be null) is set
 * to false for a numeric code that is not the country's current one.
 */
const struct country *country_find(struct str text, bool *current);

/* The countries of the table one after the other, by their place in it; null behind the last. */
const struct country *country_at(size_t place);

/* Prints the table as CSV on stdout: code, name, kind, numeric, from, to. */
void country_list(void);

#endif
