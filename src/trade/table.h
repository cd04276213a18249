/*
 * table: the CSV files in this folder, compiled in by scripts/embed. They have a header line, no
 * quotes, and no commas inside fields; tests check that.
 */
#ifndef RELIANCE_TRADE_TABLE_H
#define RELIANCE_TRADE_TABLE_H

#include "lib/str.h"

struct table {
	const char *name; /* of the file */
	const char *text;
	size_t n;
};

extern const struct table table_countries, table_country_codes, table_blocs, table_baskets,
    table_basket_unions, table_basket_labels;

enum { TABLE_FIELDS = 8 };

/* Iterates over the rows after the header. The fields are static text. */
struct table_walk {
	struct str rest;
	struct str field[TABLE_FIELDS]; /* empty after the last one of the row */
};

struct table_walk table_begin(const struct table *t);

/* Goes to the next row; false after the last. */
bool table_next(struct table_walk *w);

#endif
