/*
 * columns: the names of a table's columns, and where each of them is.
 */
#ifndef RELIANCE_LIB_CSV_COLUMNS_H
#define RELIANCE_LIB_CSV_COLUMNS_H

#include <stdint.h>

#include "lib/mem.h"

enum { COLUMN_NONE = -1, COLUMN_TWICE = -2 };

/* Zero is a good empty one. The names live in the arena until columns_free(). */
struct columns {
	struct str *name;
	size_t n, cap;
	struct arena text;
	bool begins[256]; /* some name begins with this byte; an empty one with 0 */
};

void columns_add(struct columns *c, struct str name);

/* The place of a column: its index, COLUMN_NONE, or COLUMN_TWICE when two have that name. */
int columns_find(const struct columns *c, struct str name);

/* False if no column is named `name`, by a look at its first byte; true if one may be. */
static inline bool
columns_may_have(const struct columns *c, struct str name)
{
	return c->begins[name.n > 0 ? (unsigned char)name.p[0] : 0];
}

/* The same, but a column that is not there once is misuse; the message lists those that are. */
size_t columns_need(const struct columns *c, struct str name);

/* The same for a column that may be lacking: COLUMN_NONE then; there twice is misuse. */
int columns_want(const struct columns *c, const char *name);

/* All names for a message, "a, b, c". */
const char *columns_list(const struct columns *c, struct buf *to);

/* True if `field[0..n)` are these names in this order. */
bool columns_same(const struct columns *c, const struct str *field, size_t n);

/* True if they are these names, but in another order. */
bool columns_shuffled(const struct columns *c, const struct str *field, size_t n);

void columns_free(struct columns *c);

/* A list of columns as the command line gives it: indexes into a table, in the order asked. */
struct column_list {
	size_t *at;
	size_t n, cap;
};

void column_list_add(struct column_list *l, size_t at);
bool column_list_has(const struct column_list *l, size_t at);
void column_list_free(struct column_list *l);

/*
 * Looks up the comma-separated `names` that `option` was given. Null means the columns among
 * `defaults` that the table has; a name that it has not, or that stands twice, is misuse.
 */
void column_list_find(struct column_list *l, const struct columns *c, const char *option,
    const char *names, const char *defaults);

/* The fields at these places joined with NUL into `key`: compares like field after field. */
void column_list_key(const struct column_list *l, const struct str *field, struct buf *key);

#endif
