/*
 * streak: detects consecutive rows with the same key, without splitting them.
 *
 * If a row begins with the same bytes as the row before, up to the comma after the last key column,
 * both have the same key. Then the caller need not build the key or look it up. Pays for sorted
 * tables.
 */
#ifndef RELIANCE_LIB_CSV_STREAK_H
#define RELIANCE_LIB_CSV_STREAK_H

#include "tablein.h"

/* A zeroed streak is ready to use; no row continues it. */
struct streak {
	struct buf begin; /* the common beginning of its rows; empty if unknown */
};

/* Does the row with line `raw` have the key of the streak? May return false for a row that does. */
static inline bool
streak_continues(const struct streak *s, struct str raw)
{
	return s->begin.n > 0 && raw.n >= s->begin.n && str_same(raw.p, s->begin.p, s->begin.n);
}

/*
 * Begins a streak at a row. `raw` is its line, `field` its fields as tablein_fields() returns them,
 * `key` the columns of the key.
 */
void streak_begin(
    struct streak *s, struct str raw, const struct str *field, const struct column_list *key);

void streak_free(struct streak *s);

#endif
