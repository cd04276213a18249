/*
 * rows: the way of the rows of share, from the input through groups and totals to the output, and
 * what is judged on the way.
 */
#ifndef RELIANCE_SHARE_ROWS_H
#define RELIANCE_SHARE_ROWS_H

#include "lib/csv/tablein.h"
#include "share/change.h"
#include "share/hidden-total.h"
#include "share/plan.h"
#include "share/silent.h"
#include "share/table.h"
#include "share/totals.h"
#include "trade/additive.h"
#include "trade/grouped.h"
#include "trade/known.h"
#include "trade/measures.h"
#include "trade/seen.h"
#include "trade/watch.h"
#include "trade/whole.h"

struct share {
	struct share_plan plan;
	struct buf measures; /* names of -c, comma-separated */
	const char *within, *identity, *seen_path;
	bool sorted;
	struct grouped grouped;
	size_t group; /* number of the last row's group */
	struct watch watch;
	struct share_table table;
	struct totals totals;
	struct change change;
	unsigned allowed; /* of --allow */
	struct additive *additive;
	struct whole whole;
	struct known known;
	struct hidden_total hidden;
	struct silent silent;
	struct seen seen;
	uint64_t empty; /* number of empty cells */
};

/* Finds the columns of the plan in those of the input, which must outlive it. Dies of misuse. */
void share_bind(struct share *s, const struct columns *c);

/* Reads all rows and writes those of the result. Dies of bad rows and of what has no share. */
void share_rows(struct share *s, struct tablein *in);

/* Warns about what the result does not show. `rows`: the number of rows of the input. */
void share_report(struct share *s, uint64_t rows);

void share_free(struct share *s);

#endif
