/*
 * layout: the table formats in which sources publish trade.
 *
 * A layout maps the columns of a source to roles in a row of trade. Column names are compared
 * folded to lower-case ASCII letters and digits, so that primaryValue, primary_value and
 * "Primary Value" are equal. To add a layout, write a file layout-NAME.c that defines
 * `const struct layout layout_NAME`, and add NAME to LAYOUTS.
 */
#ifndef RELIANCE_SOURCE_LAYOUT_H
#define RELIANCE_SOURCE_LAYOUT_H

#include "lib/csv/columns.h"
#include "lib/csv/csvin.h"

/* clang-format off */
#define LAYOUTS(X) \
	X(trade) \
	X(comtrade) \
	X(legacy) \
	X(legacy_json) \
	X(baci)
/* clang-format on */

enum role {
	ROLE_PERIOD,
	ROLE_FLOW,
	ROLE_REPORTER,
	ROLE_PARTNER,
	ROLE_HS,
	ROLE_VALUE,
	ROLE_EDITION,
	ROLE_NET_KG,
	ROLE_FLAGS,       /* the letters of trade-csv(5) */
	ROLE_ESTIMATED,   /* is the net weight estimated? true/false, 1/0 */
	ROLE_LEGACY_FLAG, /* 4 and 6: the net weight is estimated */
	ROLE_TYPE,        /* C goods, S services */
	ROLE_PARTNER2,
	ROLE_CUSTOMS,
	ROLE_MODE, /* of supply */
	ROLE_TRANSPORT,
	ROLES
};

/* The cells of a source row by role, as the source has them; empty if it has no such column. */
struct cells {
	struct str cell[ROLES];
};

struct layout {
	const char *name;
	const struct layout_column {
		const char *name; /* folded; null ends the list */
		enum role role;
	} * columns;
	unsigned needs;    /* roles (bits) that a table of this layout must have */
	bool from_service; /* the Comtrade API: row limits apply, lines may have an extra field */
	const char *flow;  /* of all rows; null if a column has it */
	unsigned shift;    /* value and weight x 10^shift are US dollars and kilograms */
	bool loses_zeros;  /* codes of five digits have lost their leading zero */
};

#define ROLE_BIT(role) (1u << (role))

/* The roles of struct row_head. */
#define ROLES_OF_HEAD                                                            \
	(ROLE_BIT(ROLE_PERIOD) | ROLE_BIT(ROLE_FLOW) | ROLE_BIT(ROLE_REPORTER) | \
	    ROLE_BIT(ROLE_PARTNER) | ROLE_BIT(ROLE_EDITION) | ROLE_BIT(ROLE_TYPE))

/* The roles that every row must have. */
#define ROLES_OF_A_ROW                                                           \
	(ROLE_BIT(ROLE_PERIOD) | ROLE_BIT(ROLE_FLOW) | ROLE_BIT(ROLE_REPORTER) | \
	    ROLE_BIT(ROLE_PARTNER) | ROLE_BIT(ROLE_HS) | ROLE_BIT(ROLE_VALUE))

/* The layout that --map defines: ROLE=COLUMN,... and ROLE==CONSTANT. A zeroed one is empty. */
struct mapping {
	struct mapped {
		enum role role;
		bool constant;
		struct str text; /* the column or the constant */
	} * item;
	size_t n, cap;
};

/* Adds an argument of --map; a bad one is misuse. `text` must outlive the mapping. */
void mapping_add(struct mapping *m, const char *text);

/* A layout bound to the columns of one table. Zeroed, it is ready for binding_make(). */
struct binding {
	const struct layout *layout;
	int at[ROLES];                 /* the column of each role, or COLUMN_NONE */
	struct str constant[ROLES];    /* of --map; null pointers where there is none */
	struct csvin_pick pick[ROLES]; /* the cells to read; those of ROLES_OF_HEAD first */
	size_t picks, heads;           /* cells to read, and how many of them are the head's */
	/* the first columns, if they have the head and no other cell to read; else 0 */
	size_t prefix;
	const struct csvin_pick *flow, *hs; /* the picks of these roles, or null */
	struct csvin_pick *kept;            /* the cells of --keep, in the order given */
	bool misnamed;                      /* an option names a column that the table lacks */
	bool unknown;                       /* no layout matches the columns */
};

/*
 * Binds a table to the layout that its columns match, or to `map` unless that is empty, and finds
 * the `keep` columns named in `kept`. Returns null, or an error message, held in `why`.
 */
const char *binding_make(struct binding *b, const struct columns *columns,
    const struct mapping *map, const struct str *kept, size_t keep, struct buf *why);

/*
 * Finds the column of each role of a layout: its index, COLUMN_NONE, or COLUMN_TWICE if several
 * match. Returns the roles found, as bits.
 */
unsigned layout_roles(const struct layout *l, const struct columns *columns, int at[ROLES]);

/* Finds a column as columns_find() does; failing that, ignores case, blanks and punctuation. */
int layout_find_column(const struct columns *columns, struct str name);

/* Fills `cells` with what is the same in every row: constants, and empty cells. */
void binding_begin(const struct binding *b, struct cells *cells);

/* Does the table or --map provide any of these roles (bits)? */
bool binding_has(const struct binding *b, unsigned roles);

void binding_free(struct binding *b);

#define LAYOUT_DECLARE(name) extern const struct layout layout_##name;
LAYOUTS(LAYOUT_DECLARE)
#undef LAYOUT_DECLARE

#endif
