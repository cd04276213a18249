/*
 * layout: the table formats in which sources publish trade, read from layouts.txt.
 *
 * A layout maps the columns of a source to roles in a row of trade, and says what their cells mean.
 * Column names are compared folded to lower-case ASCII letters and digits, so that primaryValue,
 * primary_value and "Primary Value" are equal.
 */
#ifndef RELIANCE_SOURCE_LAYOUT_H
#define RELIANCE_SOURCE_LAYOUT_H

#include "lib/csv/columns.h"
#include "trade/country-codes.h"

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
	ROLE_MONTH,       /* of the year that ROLE_PERIOD is */
	ROLE_FLOW_ELSE,   /* the flow, where the cell of ROLE_FLOW is 0 or empty */
	ROLE_OTHER_VALUE, /* of M, where ROLE_VALUE is that of X */
	ROLE_MEASURE,     /* what ROLE_VALUE is */
	ROLE_UNIT,        /* of ROLE_NET_KG */
	ROLES
};

#define ROLE_BIT(role) (1u << (role))

/* The roles of struct row_head. */
#define ROLES_OF_HEAD                                                               \
	(ROLE_BIT(ROLE_PERIOD) | ROLE_BIT(ROLE_FLOW) | ROLE_BIT(ROLE_REPORTER) |    \
	    ROLE_BIT(ROLE_PARTNER) | ROLE_BIT(ROLE_EDITION) | ROLE_BIT(ROLE_TYPE) | \
	    ROLE_BIT(ROLE_MONTH) | ROLE_BIT(ROLE_FLOW_ELSE))

/* The roles that every row must have. */
#define ROLES_OF_A_ROW                                                           \
	(ROLE_BIT(ROLE_PERIOD) | ROLE_BIT(ROLE_FLOW) | ROLE_BIT(ROLE_REPORTER) | \
	    ROLE_BIT(ROLE_PARTNER) | ROLE_BIT(ROLE_HS) | ROLE_BIT(ROLE_VALUE))

/*
 * What the cells of a table mean. A dictionary is text, "1=M|2=X"; empty if there is none. Shifts
 * are powers of ten.
 */
struct meaning {
	struct str flows, measures, units;
	enum code_system reporters, partners;
	unsigned value_shift; /* a value x 10^shift is in units of the currency */
	unsigned kg_shift;    /* a weight x 10^shift is in kilograms */
	char currency[4];     /* ISO 4217, in capitals */
	bool section_digits;  /* the number of the section is before the commodity code */
	bool scaled;          /* --map gives a scale, so that a point is a decimal point */
	bool mapped;          /* by --map: a flow in digits needs a dictionary */
};

/* The text points into the table, which is loaded once. */
struct layout {
	struct str name;
	struct str columns[ROLES];  /* folded names, "netwgt|netweight", the best one first */
	struct str constant[ROLES]; /* the same in every row; a null pointer if there is none */
	struct str needs;           /* folded names of further columns that must be there */
	struct meaning means;
	bool names_currency; /* the last three letters of the value's column are the currency */
	bool from_service;   /* the Comtrade API: row limits apply, lines may have an extra field */
	bool both_sides;     /* each row of X is one of M, too */
	bool adds_up;        /* rows of one key are added */
};

/* The layout at this index of the table; null after the last. Call it before other threads start.
 */
const struct layout *layout_at(size_t i);

/* Our own format, the first of the table. */
const struct layout *layout_trade(void);

/* Common names of columns in any other table, the last of the table: for hints only. */
const struct layout *layout_any(void);

/* The role with this name in layouts.txt, which is also its name in --map; -1 if there is none. */
int layout_role(struct str name);

/* The name of a role in layouts.txt. */
struct str layout_role_name(enum role role);

/*
 * Does the name of a column match a folded name, in which ? is any letter? An X before a digit does
 * not count: R writes X2nd.Partner.Code.
 */
bool layout_matches(struct str name, struct str pattern);

/*
 * The column of a role: its index, COLUMN_NONE, or COLUMN_TWICE if two have the same best name.
 */
int layout_column(const struct layout *l, enum role role, const struct columns *columns);

/* Has the table all columns that the layout needs? */
bool layout_fits(const struct layout *l, const struct columns *columns);

/* Finds a column as columns_find() does; failing that, ignores case, blanks and punctuation. */
int layout_find_column(const struct columns *columns, struct str name);

#endif
