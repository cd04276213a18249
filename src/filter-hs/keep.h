/*
 * keep: what happens to a row that filter-hs keeps. Its code is judged by its edition, it is
 * recorded for the report at the end, and it is printed as the bytes that were read, perhaps with
 * flag x.
 */
#ifndef RELIANCE_FILTER_HS_KEEP_H
#define RELIANCE_FILTER_HS_KEEP_H

#include "lib/csv/where.h"
#include "trade/hs-watch.h"

/* The caller zeroes it and sets the first fields. */
struct keep {
	bool of_hs;   /* the codes are those of the column `hs` */
	bool watches; /* record the rows for keep_report() */
	/* set by keep_bind(): indexes of columns, negative for none */
	int hs, edition, period, reporter, value;
	int flags; /* only if rows get flag x */
	struct hs_watch watch;
};

/* Finds the columns. Rows get flag x if `where` selects partners and not World. */
void keep_bind(struct keep *k, const struct columns *c, const struct where *where);

/* Prints the current row. A code that its edition lacks ends the program. */
void keep_row(struct keep *k, const struct tablein *in);

/* Warns at the end about what the rows do not show; see hs_watch_report(). */
void keep_report(const struct keep *k, const struct basket *wanted, const struct hs_set *except);

void keep_free(struct keep *k);

#endif
