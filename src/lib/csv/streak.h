/*
 * streak: rows of one group that follow each other, as every sorted table has them.
 *
 * Where a row begins with the very bytes of the row before, up to and with the comma behind the
 * last column of the key, it has the same key. Then nobody need look at its fields or the key up.
 */
#ifndef RELIANCE_LIB_CSV_STREAK_H
#define RELIANCE_LIB_CSV_STREAK_H

#include "tablein.h"

/* A zeroed streak is ready to use, and no row goes on with it. */
struct streak {
	struct buf begin; /* how its rows begin; empty if that is not known */
};

/* Does the row of line `raw` go on with the streak? False is also right for one that does. */
static inline bool
streak_goes_on(const struct streak *s, struct str raw)
{
	return s->begin.n > 0 && str_begins(raw, buf_str(&s->begin));
}

/*
 * Begins a streak with a row: its line, its fields as tablein_fields() hands them out, and the columns
 * of the key.
 */
void streak_begin(struct streak *s, struct str raw, const struct str *field,
    const struct column_list *key);

void streak_free(struct streak *s);

#endif
