/*
 * plan: the options of concentration, bound to the columns of its input.
 */
#ifndef RELIANCE_CONCENTRATION_PLAN_H
#define RELIANCE_CONCENTRATION_PLAN_H

#include "group.h"
#include "lib/csv/columns.h"

struct concentration_plan {
	const struct columns *columns;
	struct column_list of;            /* the measures */
	const struct column_list *within; /* the columns of a group */
	size_t supplier;                  /* the column of suppliers */
	struct floor floor;
	bool fraction, normalised, unctad;
	unsigned digits;
};

#endif
