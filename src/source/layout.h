/*
 * layout: the forms in which sources write trade down.
 *
 * A layout is a table: which column of the source plays which role in a row of trade. Names are
 * compared folded: ASCII letters and digits only, in lower case, so that primaryValue,
 * primary_value and "Trade Value (US$)" are all found however they are written. A new layout is a
 * file layout-NAME.c that defines `const struct layout layout_NAME`, and its line in LAYOUTS.
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
	ROLE_FLAGS,       /* our own letters */
	ROLE_ESTIMATED,   /* is the net weight estimated? true/false, 1/0 */
	ROLE_LEGACY_FLAG, /* 4 and 6: it is */
	ROLE_TYPE,        /* C goods, S services */
	ROLE_PARTNER2,
	ROLE_CUSTOMS,
	ROLE_MODE, /* of supply */
	ROLE_TRANSPORT,
	ROLES
};

/* The cells of a source row by role, as they stand there; empty where the source has none. */
struct cells {
	struct str cell[ROLES];
};

struct layout {
	const char *name;
	const struct layout_column {
		const char *name; /* folded; the list ends with null */
		enum role role;
	} * columns;
	unsigned needs;    /* the roles, as bits, without which a table is not of this layout */
	bool from_service; /* answers of the service: cut off at its row limits, a 48th field */
	const char *flow;  /* of all rows; null where there is a column for it */
	unsigned shift;    /* value and weight times ten to the power of it: dollars, kilograms */
	bool loses_zeros;  /* codes of five digits have lost the zero in front */
};

#define ROLE_BIT(role) (1u << (role))

/* What many rows that follow each other have in common. */
#define ROLES_OF_HEAD                                                            \
	(ROLE_BIT(ROLE_PERIOD) | ROLE_BIT(ROLE_FLOW) | ROLE_BIT(ROLE_REPORTER) | \
	    ROLE_BIT(ROLE_PARTNER) | ROLE_BIT(ROLE_EDITION) | ROLE_BIT(ROLE_TYPE))

/* What every layout of Comtrade's needs. */
#define ROLES_OF_A_ROW                                                           \
	(ROLE_BIT(ROLE_PERIOD) | ROLE_BIT(ROLE_FLOW) | ROLE_BIT(ROLE_REPORTER) | \
	    ROLE_BIT(ROLE_PARTNER) | ROLE_BIT(ROLE_HS) | ROLE_BIT(ROLE_VALUE))

/* Layouts that people make up: --map ROLE=COLUMN,... and ROLE==CONSTANT. Zero is none. */
struct mapping {
	struct mapped {
		enum role role;
		bool constant;
		struct str text; /* the column or the constant */
	} * item;
	size_t n, cap;
};

/* Parses --map; what makes no sense is misuse. The text must live on. */
void mapping_add(struct mapping *m, const char *text);

/* A layout tied to the columns of one table. */
struct binding {
	const struct layout *layout;
	int at[ROLES];              /* COLUMN_NONE where the table has none */
	struct str constant[ROLES]; /* for those that --map sets */
	struct csvin_pick
	    pick[ROLES]; /* the cells to take, by role; those of ROLES_OF_HEAD first */
	size_t picks, heads;
	size_t
	    lead; /* so many columns hold the head and nothing else that is taken; 0: they do not */
	const struct csvin_pick *flow, *hs; /* those of their cells; null if there are none */
	struct csvin_pick *kept;     /* the cells to keep, in the order asked */
	bool misnamed;               /* an option names a column that is not there */
	bool unknown;                /* no layout is known by these columns */
};

/*
 * Ties a table to the layout that it is known by, or to `map` if that is not empty, and finds the
 * columns to keep. Returns null, or why it cannot be done (text in `why`).
 */
const char *binding_make(struct binding *b, const struct columns *columns,
    const struct mapping *map, const struct str *kept, size_t keep, struct buf *why);

/*
 * Finds the roles of a layout in a table, COLUMN_NONE or COLUMN_TWICE where there is not one column.
 * Returns the roles found as bits.
 */
unsigned layout_roles(const struct layout *l, const struct columns *columns, int at[ROLES]);

/* The column of that name, case, blanks and punctuation aside; else as columns_find(). */
int layout_find_column(const struct columns *columns, struct str name);

/* Makes `cells` ready: what is the same in every row. */
void binding_begin(const struct binding *b, struct cells *cells);

/* Does the table, or --map, tell of any of these roles? */
bool binding_has(const struct binding *b, unsigned roles);

void binding_free(struct binding *b);

#define LAYOUT_DECLARE(name) extern const struct layout layout_##name;
LAYOUTS(LAYOUT_DECLARE)
#undef LAYOUT_DECLARE

#endif
