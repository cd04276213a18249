/*
 * unit-words: what the name of a column says of the unit of its numbers.
 */
#ifndef RELIANCE_SOURCE_UNIT_WORDS_H
#define RELIANCE_SOURCE_UNIT_WORDS_H

#include "lib/str.h"

/* Kinds of units; the text is for a message. Null if the name says nothing of that kind. */
const char *unit_words_scale(struct str name);    /* "thousands", "millions", "billions" */
const char *unit_words_currency(struct str name); /* of a currency other than the US dollar */
const char *unit_words_weight(struct str name);   /* other than the kilogram */

/* Does it name a currency at all, dollars included? */
bool unit_words_money(struct str text);

#endif
