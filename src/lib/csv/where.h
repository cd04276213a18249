/*
 * where: conditions on rows, from options such as --where COL=VALUE,... or COL!=VALUE,...
 */
#ifndef RELIANCE_LIB_CSV_WHERE_H
#define RELIANCE_LIB_CSV_WHERE_H

#include "columns.h"

/* An option's conditions, all of which a row must meet. A zeroed struct has none and is ready to
 * use. */
struct where {
	struct condition {
		struct str column;
		bool negated;
		struct str *value;
		size_t values, cap;
		size_t at; /* index of the column, set by where_bind() */
		bool met;  /* some row met the condition */
	} * condition;
	size_t n, cap;
	struct arena text;
};

/*
 * Parses `text` as a condition and adds it. A value FROM-TO, two digit strings of equal length, is
 * a range. A malformed condition is misuse; the message names `option`. `text` must outlive `w`.
 */
void where_add(struct where *w, const char *option, const char *text);

/* Looks up the columns of the conditions. A missing column is misuse. */
void where_bind(struct where *w, const struct columns *columns);

/* Does a row meet all conditions? `field` is as from tablein_fields(). */
bool where_holds(const struct where *w, const struct str *field);

/* Warns about each condition that no row met: probably a typo, or a name instead of a code. */
void where_report(const struct where *w, const char *option);

/* Is `value` among the values of the condition? Ignores `negated`. */
bool condition_lists(const struct condition *c, struct str value);

/* Frees the conditions. */
void where_free(struct where *w);

#endif
