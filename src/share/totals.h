/*
 * totals: the denominators once all rows of their groups are there, and what is odd about them.
 */
#ifndef RELIANCE_SHARE_TOTALS_H
#define RELIANCE_SHARE_TOTALS_H

#include "plan.h"
#include "table.h"

/* Counted over all groups, for the words at the end. */
struct totals {
	const struct share_plan *plan;
	uint64_t groups;
	uint64_t lacking; /* groups without the row that is their total */
	uint64_t zero;    /* totals of 0 */
	struct gap {
		uint64_t groups;
		dec largest;
	} * gap; /* by measure: parts that do not add up to the row that is their total */
};

void totals_begin(struct totals *s, const struct share_plan *plan);

/*
 * Fixes the denominators of all groups in the table. World beside its parts in a group without a
 * row for its total ends the program.
 */
void totals_close(struct totals *s, struct share_table *t);

/* Says what the result does not show by itself. */
void totals_report(const struct totals *s);

void totals_free(struct totals *s);

#endif
