/*
 * mean-periods: over how many periods a mean is taken. Where the period is not in the key, a group
 * without a row in a period that its reporter reported had 0 then.
 */
#ifndef RELIANCE_AGGREGATE_MEAN_PERIODS_H
#define RELIANCE_AGGREGATE_MEAN_PERIODS_H

#include "coverage.h"
#include "plan.h"

struct mean_periods {
	const struct fold_plan *plan;
	bool wanted;    /* has the plan means, and no period in its key? Else nothing is called */
	int period;     /* column */
	size_t part[2]; /* flow and reporter in the key, or SIZE_MAX */
	struct coverage c; /* the periods of each flow and reporter */
};

/* Finds the columns. The plan must outlive `m`. */
void mean_periods_begin(struct mean_periods *m, const struct fold_plan *p, const struct columns *c);

/* Notes the period of a row, with blocs in place of their members. */
void mean_periods_add(struct mean_periods *m, const struct str *field);

/*
 * The periods of the flow and reporter of the group of `key`, or, where the reporter is not in the
 * key, of the input.
 */
uint64_t mean_periods_of(struct mean_periods *m, struct str key);

void mean_periods_free(struct mean_periods *m);

#endif
