/*
 * plan: the options of share, bound to the columns of its input.
 */
#ifndef RELIANCE_SHARE_PLAN_H
#define RELIANCE_SHARE_PLAN_H

#include "lib/csv/where.h"

struct share_plan {
	const struct columns *columns;
	struct column_list of;            /* the measures */
	const struct column_list *within; /* the columns of a group */
	struct where total;  /* finds the row with the denominator; none: use the sum */
	struct where only;   /* rows to print */
	const char *name;    /* --as, or null */
	const char *against; /* --change, or null */
	const char *growth;  /* --growth, or null */
	bool with_total, vanished;
	unsigned digits, shift; /* shift: 2 for per cent, 0 for a fraction */
};

#endif
