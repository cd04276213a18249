/*
 * columns: the column names of a table and their positions; lists of columns from options.
 */
#ifndef RELIANCE_LIB_CSV_COLUMNS_H
#define RELIANCE_LIB_CSV_COLUMNS_H

#include <stdint.h>

#include "lib/hash/slots.h"

enum { COLUMN_NONE = -1, COLUMN_TWICE = -2 };

/* A zeroed struct has no columns and is ready to use. The names live until columns_free(). */
struct columns {
	struct str *name;
	size_t n, cap;
	struct arena text;
	struct slots index; /* of the names */
	bool begins[256];   /* whether some name begins with this byte; an empty name counts as 0 */
};

/* Appends a column; copies its name. */
void columns_add(struct columns *c, struct str name);

/* Returns the index of a column, COLUMN_NONE, or COLUMN_TWICE if two columns have that name. */
int columns_find(const struct columns *c, struct str name);

/* A quick test by the first byte: false only if no column has that name. */
static inline bool
columns_may_have(const struct columns *c, struct str name)
{
	return c->begins[name.n > 0 ? (unsigned char)name.p[0] : 0];
}

/*
 * Returns the index of a column. No such column, or two, is misuse; the message has the nearest
 * name, or all.
 */
size_t columns_need(const struct columns *c, struct str name);

/* Returns the index of an optional column, or COLUMN_NONE. Two of that name are misuse. */
int columns_want(const struct columns *c, const char *name);

/* Writes all names to `to`, "a, b, c", and returns its text, for a message. */
const char *columns_list(const struct columns *c, struct buf *to);

/* Writes "did you mean 'flow'?" to `to`, or "there are: a, b, c"; returns its text. */
const char *columns_nearest(const struct columns *c, struct str name, struct buf *to);

/* Are field[0..n) the names in the same order? */
bool columns_same(const struct columns *c, const struct str *field, size_t n);

/* Are field[0..n) the names in a different order? */
bool columns_shuffled(const struct columns *c, const struct str *field, size_t n);

/* Frees the names; the struct is empty and ready to use again. */
void columns_free(struct columns *c);

/* A list of columns, as indexes into `struct columns`. A zeroed list is empty and ready to use. */
struct column_list {
	size_t *at;
	size_t n, cap;
	bool *has; /* by column: is it in the list? */
	size_t has_n, has_cap;
};

void column_list_add(struct column_list *l, size_t at);

static inline bool
column_list_has(const struct column_list *l, size_t at)
{
	return at < l->has_n && l->has[at];
}

void column_list_free(struct column_list *l);

/*
 * Adds the columns in `names`, the comma-separated argument of `option`. An unknown or repeated
 * name is misuse. If `names` is null, adds those of the comma-separated `defaults` that exist.
 */
void column_list_find(struct column_list *l, const struct columns *c, const char *option,
    const char *names, const char *defaults);

/* Sets `key` to the fields of the listed columns, joined with NUL bytes (see keytab.h). */
void column_list_key(const struct column_list *l, const struct str *field, struct buf *key);

#endif
