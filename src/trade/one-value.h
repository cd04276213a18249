/*
 * one-value: does a column hold one value? Imports and exports of one good are the same dollars seen
 * from two sides, and two years are two amounts, so what adds rows up looks at the columns that do
 * not tell its groups apart.
 */
#ifndef RELIANCE_TRADE_ONE_VALUE_H
#define RELIANCE_TRADE_ONE_VALUE_H

#include "lib/csv/columns.h"

struct one_value {
	int at; /* of the column; COLUMN_NONE where there is none to watch */
	bool seen, several;
	/* what rows have in it, the first and the last by bytes, whatever the order of the rows */
	struct buf least, most;
};

/* Watches the column of that name, unless it is not there, or tells groups `apart`. */
struct one_value one_value_watch(const struct columns *columns, const char *name, bool apart);

/* Do all rows up to this one have one value? True for every row where nothing is watched. */
bool one_value_holds(struct one_value *w, const struct str *field);

/* Warns where the column held several values that a sum was over; "period is not in --by ...". */
void one_value_warn(const struct one_value *w, const char *column, const char *option);

void one_value_free(struct one_value *w);

#endif
