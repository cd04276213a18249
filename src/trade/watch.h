/*
 * watch: rows that must not be added up or compared, though nothing in one of them alone is wrong.
 *
 * World beside its parts is the same dollars twice; so are imports and exports, the two sides of one
 * trade; two years are two amounts; and single records of a supplier, one for each commodity, are
 * none of them its sum. What tells the groups apart needs no watch.
 */
#ifndef RELIANCE_TRADE_WATCH_H
#define RELIANCE_TRADE_WATCH_H

#include "lib/csv/columns.h"
#include "lib/hash/keytab.h"

/* A column that should hold one value. */
struct watched_column {
	const char *name;
	int at; /* COLUMN_NONE where there is none to watch */
	bool seen, several;
	struct buf least, most; /* its first and last value by bytes, whatever the order of the rows */
};

/* Suppliers that should have one row in each group. */
struct watched_suppliers {
	bool watching;          /* until a supplier comes twice */
	struct column_list key; /* the group's columns and the supplier's */
	struct keytab seen;
	struct buf row, twice; /* the key of a row; the first that came twice, or empty */
};

struct watch {
	int side[2]; /* reporter and partner, where W00 may stand beside its parts; or COLUMN_NONE */
	struct watched_column flow, period;
	struct watched_suppliers suppliers;
};

/* Watches the columns there are but those in `apart`, which tell groups apart; it is not kept. */
void watch_begin(struct watch *w, const struct columns *c, const struct column_list *apart);

/* The World of this column is watched no longer. */
void watch_ignore_world(struct watch *w, size_t at);

/*
 * Watches the suppliers of what fetch-normalise and filter-hs write, which is known by its column
 * `flags`; a table with other columns has been added up. The lists are not kept.
 */
void watch_suppliers(struct watch *w, const struct columns *c, const struct column_list *apart,
    const struct column_list *measures);

/* What a row shows of World, as bits to be or-ed together over the rows of a group. */
unsigned char watch_world(const struct watch *w, const struct str *field);

/* The column in which these bits have both World and parts of it, or null. */
const char *watch_world_beside_parts(unsigned char seen);

/* Notes a row. Do all rows up to this one have one value? True where nothing is watched. */
bool watch_column(struct watched_column *c, const struct str *field);

/* Notes the supplier of a row. */
void watch_supplier(struct watch *w, const struct str *field);

/* Warns if sums are over several values of the column; "period is not in --by ...". */
void watch_warn_of_column(const struct watched_column *c, const char *option);

/* Warns if a supplier came twice; `each` says what became of each of its rows. */
void watch_warn_of_supplier(const struct watch *w, const char *each);

void watch_free(struct watch *w);

#endif
