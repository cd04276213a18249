/*
 * streak: rows of one group that follow each other, as every sorted table has them.
 *
 * Where a row begins with the very bytes of the row before, up to and with the comma behind the
 * last column of the key, it has the same key. Then nobody need look at its fields or the key up.
 */
#ifndef RELIANCE_LIB_CSV_STREAK_H
#define RELIANCE_LIB_CSV_STREAK_H

#include "tablein.h"

/* Zero is good, and no run. */
struct streak {
	struct buf begin; /* how its rows begin; empty if there is no telling */
	size_t group;     /* the caller's number for them */
};

/* Does the row of line `raw` go on with the run? False may also be said of one that does. */
static inline bool
streak_goes_on(const struct streak *r, struct str raw)
{
	return r->begin.n > 0 && str_begins(raw, buf_str(&r->begin));
}

/*
 * Begins a run with a row: its line, its fields as tablein_fields() hands them out, the columns of
 * the key and the number of its group, which is also returned.
 */
size_t streak_begin(struct streak *r, struct str raw, const struct str *field,
    const struct column_list *key, size_t group);

/*
 * With --sorted: does a row end the group of key `held`, its own key being another one? If that
 * comes before it, the input is not sorted, and the program ends.
 */
bool streak_ends(const struct tablein *in, struct str held, struct str key);

void streak_free(struct streak *r);

#endif
