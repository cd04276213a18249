/*
 * measures: the columns of --of, whose values share and concentration total.
 */
#ifndef RELIANCE_TRADE_MEASURES_H
#define RELIANCE_TRADE_MEASURES_H

#include "lib/csv/tablein.h"

/* The value of an empty cell; real values are never negative. */
#define MEASURE_EMPTY ((dec)-1)

/* Appends an argument of --of to `names`, the comma-separated list of all of them. */
void measures_add_names(struct buf *names, const char *arg);

/*
 * Finds the columns in `names`, or the column of values if `names` is empty. An unknown or repeated
 * column is misuse.
 */
void measures_bind(struct column_list *of, const struct columns *c, struct buf *names);

/*
 * Reads the current row's values into `part`, one per measure. A cell that is not a number, or is
 * negative, ends the program; `what` names the result that a negative value cannot have, "share".
 */
void measures_read(
    const struct column_list *of, const struct tablein *in, const char *what, dec *part);

/*
 * The name of a new column about measure `m`, held in `to`: `plain`, such as "share_pct"; or, with
 * several measures or `always`, "net_kg_share_pct".
 */
struct str measures_title(const struct column_list *of, const struct columns *c, size_t m,
    const char *plain, bool always, struct buf *to);

#endif
