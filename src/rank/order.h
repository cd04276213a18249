/*
 * order: sorts the rows of a group by kind, value and bytes. A total order, without ties.
 */
#ifndef RELIANCE_RANK_ORDER_H
#define RELIANCE_RANK_ORDER_H

#include "lib/num/decimal.h"

/* The kinds of rows in their order: ranked, --unranked, without a value, both, OTHERS. */
enum row_kind { ROW_RANKED, ROW_UNRANKED, ROW_EMPTY, ROW_UNRANKED_EMPTY, ROW_OTHERS };

struct rank_row {
	udec key;         /* order_key() */
	const char *text; /* the line, not owned */
	uint32_t length;
	bool printed; /* --only holds */
};

/* Kind and value as one number: smaller comes first, and equal values give equal keys. */
udec order_key(enum row_kind kind, dec value, bool ascending);

/* The kind in a key. */
enum row_kind order_kind(udec key);

/* Sorts `n` rows in place: radix sort on the key, comparison of the bytes. */
void order_sort(struct rank_row *row, size_t n);

#endif
