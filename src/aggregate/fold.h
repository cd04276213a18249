/*
 * fold: the work of aggregate: replaces bloc members, checks rows, folds them into groups, writes
 * the groups.
 */
#ifndef RELIANCE_AGGREGATE_FOLD_H
#define RELIANCE_AGGREGATE_FOLD_H

#include "coverage.h"
#include "distinct.h"
#include "gather.h"
#include "lib/csv/tablein.h"
#include "mean-periods.h"
#include "pivot.h"
#include "plan.h"
#include "recode.h"
#include "trade/additive.h"
#include "trade/watch.h"

struct fold {
	struct plan_options options;
	bool complete, across_flows, sorted, intra_given;
	unsigned allowed; /* additive_kinds() */
	size_t memory;    /* bytes; 0 for no limit */
	const char *balanced;
	struct recode recode;
	struct fold_plan plan;
	struct store groups; /* cells by key; unused if sorted */
	struct gather whole; /* joins the parts of each group, in key order */
	struct distinct distinct;
	bool count_distinct, compare_reporters, watch_world; /* what the plan needs */
	int flags; /* the column of flags that are kept or looked at, or negative */
	int period, flow, reporter, panel; /* column indexes for the checks, or COLUMN_NONE */
	bool roll_up;                      /* the key has months cut to years */
	struct coverage reporters, panel_coverage;
	struct months months;
	struct watch watch;
	struct additive *additive;
	struct mean_periods mean_periods;
	struct pivot pivot;
	unsigned char world_bits; /* watch_world() of all rows, or-ed */
	uint64_t foreign_flags;   /* cells of the column `flags` that hold something else */
	struct buf text;          /* scratch */
};

/*
 * Makes the plan for the columns of `in` from the options that are set in `a`. Options that do not
 * fit the columns are misuse.
 */
void fold_begin(struct fold *a, struct tablein *in);

/*
 * Folds all rows; with `sorted`, writes each group when it ends. Dies on an invalid row, and on
 * rows that must not be added up.
 */
void fold_rows(struct fold *a, struct tablein *in);

/* Warns about what the sums do not show: empty cells, missing reporters, months and members. */
void fold_report(struct fold *a, const struct tablein *in);

/* Writes the remaining groups in key order. Dies if a group holds World and parts of it. */
void fold_write(struct fold *a);

void fold_free(struct fold *a);

#endif
