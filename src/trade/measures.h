/*
 * measures: the columns that --of names, of whose values a total and its parts are made.
 */
#ifndef RELIANCE_TRADE_MEASURES_H
#define RELIANCE_TRADE_MEASURES_H

#include "lib/csv/tablein.h"

/* A measure's value where the cell is empty; no part of a total is negative. */
#define PART_EMPTY ((dec)-1)

/* Takes in one more argument of --of: `names` is all of them, comma-separated. */
void measures_name(struct buf *names, const char *arg);

/*
 * Finds the columns `of` that were named, or else value_usd. One that is not there, or is named
 * twice, is misuse.
 */
void measures_bind(struct column_list *of, const struct columns *c, struct buf *names);

/*
 * The row's values, one per measure. What is no number, or is negative, of which a `what` has no
 * meaning, ends the program.
 */
void measures_read(
    const struct column_list *of, const struct tablein *in, const char *what, dec *part);

/*
 * What a new column about measure `m` is called: "share_pct", or "net_kg_share_pct" where there are
 * several measures, or `always`. In `to`, whose text it is.
 */
struct str measures_title(const struct column_list *of, const struct columns *c, size_t m,
    const char *plain, bool always, struct buf *to);

#endif
