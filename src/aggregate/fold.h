/*
 * fold: the rows of aggregate on their way to groups: blocs put in, checks made, cells folded.
 */
#ifndef RELIANCE_AGGREGATE_FOLD_H
#define RELIANCE_AGGREGATE_FOLD_H

#include "coverage.h"
#include "distinct.h"
#include "gather.h"
#include "plan.h"
#include "recode.h"
#include "lib/csv/tablein.h"
#include "trade/watch.h"

struct fold {
	struct plan_options asked;
	bool complete, across_flows, sorted, intra_given;
	size_t memory; /* 0 for no bound */
	const char *balanced;
	struct recode recode;
	struct fold_plan plan;
	struct store groups; /* their cells; unused if sorted */
	struct gather whole; /* the group that is being put together, in order of key */
	struct distinct distinct;
	/* are there distinct values to count, flows to look at, reporters to compare, World? */
	bool count_distinct, compare_reporters, watch_world;
	int period, flow, reporter, partner,
	    panel;    /* columns that the checks look at, or COLUMN_NONE */
	bool roll_up; /* months become years in the key */
	struct coverage reporters, panel_coverage;
	struct months months;
	struct watch watch;
	unsigned char world_seen; /* in any row */
	struct buf text;          /* a key in the making */
};

/* The options are set: works out the plan for these columns. What does not fit them is misuse. */
void fold_begin(struct fold *a, struct tablein *in);

/* Folds all rows; with `sorted`, writes each group as it ends. A row that cannot be ends the program. */
void fold_rows(struct fold *a, struct tablein *in);

/* Warns of what the sums do not show: empty cells, reporters that lack, months that lack. */
void fold_report(struct fold *a, const struct tablein *in);

/* Writes the groups that are held, by key. World beside its parts in one of them ends the program. */
void fold_write(struct fold *a);

void fold_free(struct fold *a);

#endif
