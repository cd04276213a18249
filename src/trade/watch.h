/*
 * watch: detects rows that must not be added or compared, although each of them is correct.
 *
 * World and its parts count the same dollars twice, and so do imports and exports, the two reports
 * of one trade; two years are two amounts; and if a supplier has one row per commodity, none of
 * them is its total. Columns that define the groups need no check.
 */
#ifndef RELIANCE_TRADE_WATCH_H
#define RELIANCE_TRADE_WATCH_H

#include "country.h"
#include "lib/csv/columns.h"
#include "lib/hash/keytab.h"

/* A column that should have one value. */
struct watched_column {
	const char *name;
	int at; /* COLUMN_NONE: not checked */
	bool seen, several;
	struct buf least, most; /* its lowest and highest value by bytes */
};

/* Suppliers, each of which should have one row in each group. */
struct watched_suppliers {
	bool watching;          /* until a supplier is repeated */
	struct column_list key; /* the columns of the group and the supplier */
	struct keytab seen;
	struct buf row, repeated; /* the key of the row; the first repeated key as text, or empty */
};

enum {
	WATCH_WORLD = 3, /* columns: reporter, partner, and another */
	WATCH_IS_WORLD = 1,
	WATCH_IS_PART = 2, /* two bits for each column: World, and anything else */
};

struct watch {
	int side[WATCH_WORLD]; /* columns that are checked for World; or COLUMN_NONE */
	unsigned char live[WATCH_WORLD],
	    lives; /* the indexes of those that are, and their number */
	struct str name[WATCH_WORLD];
	struct buf world[WATCH_WORLD]; /* the last name of World in each */
	struct watched_column flow, period;
	struct watched_suppliers suppliers;
};

/*
 * Initialises `w` to check the columns except `grouping`, which define the groups; copies it. Warns
 * of columns that are not checked because their names are not quite right.
 */
void watch_begin(struct watch *w, const struct columns *c, const struct column_list *grouping);

/*
 * Checks the only other column left of the first measure for names of World, where the table has
 * neither reporters nor partners outside `grouping`.
 */
void watch_other_column(struct watch *w, const struct columns *c,
    const struct column_list *grouping, const struct column_list *measures);

/* Stops the check for World in column `at`. */
void watch_ignore_world(struct watch *w, size_t at);

/*
 * Starts the check of suppliers if the table has the columns `flags` and `edition`, as output of
 * fetch-normalise and filter-hs has; in other tables, rows have been summed. Copies the lists.
 */
void watch_suppliers(struct watch *w, const struct columns *c, const struct column_list *grouping,
    const struct column_list *measures);

/* The rare case of watch_world(): is it World, in column `i`? */
bool watch_names_world(struct watch *w, size_t i, struct str name);

/* What a row shows about World, as bits; OR them over the rows of a group. */
static inline unsigned char
watch_world(struct watch *w, const struct str *field)
{
	unsigned seen = 0;

	for (size_t k = 0; k < w->lives; k++) {
		size_t i = w->live[k];
		struct str name = field[w->side[i]];
		bool world = country_may_be_world(name) && watch_names_world(w, i, name);
		seen |= (unsigned)(world ? WATCH_IS_WORLD : WATCH_IS_PART) << (2 * i);
	}
	return (unsigned char)seen;
}

/* "reporter" or "partner", if the bits show both World and its parts in it; else null. */
const char *watch_world_beside_parts(unsigned char seen);

/* A column that holds both World and its parts, and how it names World: "W00", or "Total". */
struct world_found {
	struct str column, name; /* owned by the watch */
};

/* Do the bits show both in any column? The first such column is `*found`. */
bool watch_world_mixed(const struct watch *w, unsigned char seen, struct world_found *found);

/* Adds a row. True if the column has had one value so far, or is not checked. */
bool watch_checked_column(struct watched_column *c, const struct str *field);

static inline bool
watch_column(struct watched_column *c, const struct str *field)
{
	return c->at == COLUMN_NONE || watch_checked_column(c, field);
}

/* Adds the supplier of a row. */
void watch_checked_supplier(struct watch *w, const struct str *field);

static inline void
watch_supplier(struct watch *w, const struct str *field)
{
	if (w->suppliers.watching)
		watch_checked_supplier(w, field);
}

/* Warns if the column had several values; `option` names the option that should have it, "--by". */
void watch_warn_of_column(const struct watched_column *c, const char *option);

/* Warns if a supplier was repeated; `each` is what happens to each row, "is ranked by itself". */
void watch_warn_of_supplier(const struct watch *w, const char *each);

void watch_free(struct watch *w);

#endif
