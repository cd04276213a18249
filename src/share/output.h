/*
 * output: the rows with their shares, and what goes with them: totals, changes, rows that vanished.
 */
#ifndef RELIANCE_SHARE_OUTPUT_H
#define RELIANCE_SHARE_OUTPUT_H

#include "change.h"
#include "lib/csv/tablein.h"
#include "plan.h"
#include "table.h"

/* The header line. A new column that the input has already is misuse. */
void output_header(const struct share_plan *p, const struct tablein *in);

/*
 * All rows of the table in their order, the totals being closed. `change` is used where the plan
 * asks for changes, and must be prepared.
 */
void output_rows(const struct share_plan *p, const struct share_table *t, struct change *change);

#endif
