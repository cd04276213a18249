/*
 * order: the rows of a group in their order: place, value, then the row's own bytes. Never a tie.
 */
#ifndef RELIANCE_RANK_ORDER_H
#define RELIANCE_RANK_ORDER_H

#include "lib/num/decimal.h"

/* Where a row comes in its group: ranked, then those set aside, then those without a value. */
enum place { PLACE_RANKED, PLACE_UNRANKED, PLACE_EMPTY, PLACE_UNRANKED_EMPTY };

struct rank_row {
	udec key;         /* order_key() */
	const char *text; /* the line */
	uint32_t length;
	bool shown; /* --only */
};

/* Place and value in one number: what comes first is smaller, and equal values are equal. */
udec order_key(enum place place, dec value, bool ascending);

enum place order_place(udec key);

/* Sorts `n` rows where they stand. */
void order_sort(struct rank_row *row, size_t n);

#endif
