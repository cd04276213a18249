/*
 * binding: a layout bound to the columns of one table: which cell of a record plays which role.
 */
#ifndef RELIANCE_SOURCE_BINDING_H
#define RELIANCE_SOURCE_BINDING_H

#include "lib/csv/csvin.h"
#include "mapping.h"

/* The cells of a source row by role, as the source has them; empty if it has no such column. */
struct cells {
	struct str cell[ROLES];
};

/* Zeroed, it is ready for binding_make(). */
struct binding {
	const struct layout *layout;
	struct meaning means;          /* of the layout, and of --map */
	int at[ROLES];                 /* the column of each role, or COLUMN_NONE */
	struct str constant[ROLES];    /* null pointers where there is none */
	struct csvin_pick pick[ROLES]; /* the cells to read; those of ROLES_OF_HEAD first */
	size_t picks, heads;           /* cells to read, and how many of them are the head's */
	/* the first columns, if they have the head and no other cell to read; else 0 */
	size_t prefix;
	const struct csvin_pick *flow, *hs; /* the picks of these roles, or null */
	struct csvin_pick *kept;            /* the cells of --keep, in the order given */
	bool misnamed;                      /* an option does not fit the columns of the table */
	bool unknown;                       /* no layout matches the columns */
};

/*
 * Binds a table to the layout that its columns match, or to `map` unless that is empty, and finds
 * the `keep` columns named in `kept`. Returns null, or an error message, held in `why`.
 */
const char *binding_make(struct binding *b, const struct columns *columns,
    const struct mapping *map, const struct str *kept, size_t keep, struct buf *why);

/* Fills `cells` with what is the same in every row: constants, and empty cells. */
void binding_begin(const struct binding *b, struct cells *cells);

/* Does the table or --map provide any of these roles (bits)? */
bool binding_has(const struct binding *b, unsigned roles);

void binding_free(struct binding *b);

#endif
