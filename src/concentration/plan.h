/*
 * plan: what concentration was asked for, bound to the columns of its input.
 */
#ifndef RELIANCE_CONCENTRATION_PLAN_H
#define RELIANCE_CONCENTRATION_PLAN_H

#include "group.h"
#include "lib/csv/columns.h"

struct concentration_plan {
	const struct columns *columns;
	struct column_list of;     /* the measures */
	const struct column_list *within; /* what makes a group */
	size_t supplier;           /* the column that names the suppliers */
	struct floor floor;
	bool fraction, normalised, unctad;
	unsigned digits;
};

#endif
