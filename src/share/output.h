/*
 * output: writes the rows with their shares, totals and changes, and the vanished rows.
 */
#ifndef RELIANCE_SHARE_OUTPUT_H
#define RELIANCE_SHARE_OUTPUT_H

#include "change.h"
#include "lib/csv/tablein.h"
#include "plan.h"
#include "silent.h"
#include "table.h"

/* Writes the header line. A new column whose name the input already has is misuse. */
void output_header(const struct share_plan *p, const struct tablein *in);

/*
 * Writes all rows of the table in their order, after totals_close(). `change` is used if the plan
 * has --change or --growth, after change_prepare(). A change between periods of which `silent`
 * knows a gap is left empty.
 */
void output_rows(const struct share_plan *p, const struct share_table *t, struct change *change,
    struct silent *silent);

#endif
