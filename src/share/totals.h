/*
 * totals: the denominators of complete groups, and warnings about them.
 */
#ifndef RELIANCE_SHARE_TOTALS_H
#define RELIANCE_SHARE_TOTALS_H

#include "plan.h"
#include "table.h"
#include "trade/known.h"
#include "trade/watch.h"

/* Counts over all groups, for the warnings at the end. */
struct totals {
	const struct share_plan *plan;
	const struct watch *watch;
	struct column_list naming; /* columns that tell total rows of a group apart */
	struct keytab rows;        /* keys of the total rows */
	struct buf key;            /* scratch */
	uint64_t groups;
	uint64_t lacking; /* groups without a row for their total */
	uint64_t zero;    /* totals of 0 */
	struct gap {
		uint64_t groups;
		dec largest;
	} * gap; /* by measure: groups whose rows do not add up to their total row */
};

/* Begins without groups. The plan and the watch must outlive `s`; totals_free() frees the rest. */
void totals_begin(struct totals *s, const struct share_plan *plan, const struct watch *watch);

/* Notes a row that is a total of its group. False if the group has the same one already. */
bool totals_add_row(struct totals *s, const struct str *field);

/*
 * Sets the denominators of all groups in the table. Dies if World is among the parts of a group, or
 * beside them in its sum. A sum of which `known` misses too much is TOTAL_UNKNOWN.
 */
void totals_close(struct totals *s, struct share_table *t, struct known *known);

/* Warns about what the result does not show. */
void totals_report(const struct totals *s);

void totals_free(struct totals *s);

#endif
