/*
 * where: conditions on rows, from options such as --where COL=VALUE,... or COL!=VALUE,..., or
 * COL>=NUMBER
 */
#ifndef RELIANCE_LIB_CSV_WHERE_H
#define RELIANCE_LIB_CSV_WHERE_H

#include "tablein.h"

/* How a condition compares: bytes with a list, or numbers with a bound. */
enum where_kind { WHERE_LISTED, WHERE_LESS, WHERE_AT_MOST, WHERE_MORE, WHERE_AT_LEAST };

/* An option's conditions, all of which a row must meet. A zeroed struct has none and is ready to
 * use. */
struct where {
	struct condition {
		struct str column;
		enum where_kind kind;
		bool negated;      /* WHERE_LISTED: the cell is none of the values */
		dec bound;         /* of the other kinds */
		struct str *value; /* as written; a single one for the other kinds */
		size_t values, cap;
		size_t at; /* index of the column, set by where_bind() */
		bool met;  /* some row met the condition */
		bool bad;  /* the last row's cell is not a number */
	} * condition;
	size_t n, cap;
	struct arena text;
};

/*
 * Parses `text` as a condition and adds it. COL=V,... and COL!=V,... compare bytes, and a value
 * FROM-TO, two digit strings of equal length, is a range. COL<V, COL<=V, COL>V and COL>=V compare
 * exact decimals; an empty cell meets none of them. A malformed condition is misuse; the message
 * names `option`. `text` must outlive `w`.
 */
void where_add(struct where *w, const char *option, const char *text);

/* Looks up the columns of the conditions. A missing column is misuse. */
void where_bind(struct where *w, const struct columns *columns);

/* Does a row meet all conditions? `field` is as from tablein_fields(). */
bool where_holds(const struct where *w, const struct str *field);

/*
 * Ends the program, naming the current row of `in`, if the last where_holds() compared a cell that
 * is not a number. Such a cell meets no condition.
 */
void where_check(const struct where *w, const struct tablein *in);

/* Warns about each condition that no row met: probably a typo, or a name instead of a code. */
void where_report(const struct where *w, const char *option);

/* Is `value` among the values of the condition? Ignores `negated`. */
bool condition_lists(const struct condition *c, struct str value);

/* Frees the conditions. */
void where_free(struct where *w);

#endif
