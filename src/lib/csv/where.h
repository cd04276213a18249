/*
 * where: conditions on columns, as options give them: COL=V,V and COL!=V,V.
 */
#ifndef RELIANCE_LIB_CSV_WHERE_H
#define RELIANCE_LIB_CSV_WHERE_H

#include "columns.h"

/* The conditions of a tool; all of them must hold. Zero is none. */
struct where {
	struct condition {
		struct str column;
		bool negated;
		struct str *value;
		size_t values, cap;
		size_t at; /* where_bind(): the column's place */
		bool met;  /* a row met it */
	} * condition;
	size_t n, cap;
	struct arena text;
};

/*
 * Adds a condition. A value FROM-TO with digits of one length at both ends is a range. What is no
 * condition is misuse that names `option`. The text must live on.
 */
void where_add(struct where *w, const char *option, const char *text);

/* Finds the columns; one that is not there is misuse. */
void where_bind(struct where *w, const struct columns *columns);

/* True if all conditions hold for a row; `field` as tablein_fields(). */
bool where_holds(const struct where *w, const struct str *field);

/* Says which conditions no row met: a name where the data has a code, or a slip of the pen. */
void where_report(const struct where *w, const char *option);

/* Does the condition's list hold `value` (`negated` aside)? */
bool condition_lists(const struct condition *c, struct str value);

void where_free(struct where *w);

#endif
