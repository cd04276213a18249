/*
 * table: the CSV files beside this one, compiled in (scripts/embed). Plain ones: a header line, no
 * quotes, no commas in a field; tests hold them to it.
 */
#ifndef RELIANCE_TRADE_TABLE_H
#define RELIANCE_TRADE_TABLE_H

#include "lib/str.h"

struct table {
	const char *name; /* of the file */
	const char *text;
	size_t n;
};

extern const struct table table_countries, table_blocs, table_baskets, table_basket_labels;

enum { TABLE_FIELDS = 8 };

/* Walks over the rows below the header. The fields live as long as the program. */
struct table_walk {
	struct str rest;
	struct str field[TABLE_FIELDS]; /* those beyond the row's last are empty */
};

struct table_walk table_begin(const struct table *t);
bool table_next(struct table_walk *w);

#endif
