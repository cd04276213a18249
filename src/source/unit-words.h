/*
 * unit-words: what the name of a column says of the unit of its numbers.
 */
#ifndef RELIANCE_SOURCE_UNIT_WORDS_H
#define RELIANCE_SOURCE_UNIT_WORDS_H

#include "lib/str.h"

struct unit {
	const char *name; /* in a message: "thousands", "euros" */
	const char
	    *in_map; /* as --map writes it: "1000*", "EUR"; a placeholder where it is unknown */
};

/* The unit of a kind; null if the name says nothing of that kind. */
const struct unit *unit_words_scale(struct str name);
const struct unit *unit_words_currency(struct str name); /* other than the US dollar */
const struct unit *unit_words_weight(struct str name);   /* other than the kilogram */

/* Does it name a currency at all, dollars included? */
bool unit_words_money(struct str text);

#endif
