/*
 * distinct: the number of distinct values of a column in each group.
 */
#ifndef RELIANCE_AGGREGATE_DISTINCT_H
#define RELIANCE_AGGREGATE_DISTINCT_H

#include "coverage.h"
#include "lib/fold/store.h"
#include "plan.h"

struct distinct {
	const struct fold_plan *plan;
	struct coverage *panel; /* counts only balanced values of this panel; null for all */
	struct store values;    /* keys only: group, measure, value, scope and value of the panel */
	struct entry ahead;     /* the next one, if `more` */
	bool more;
	uint64_t *count; /* by measure */
	struct buf key;
};

/* Does the plan have a measure of distinct values? */
bool distinct_wanted(const struct fold_plan *p);

/*
 * Begins without values. `memory` in bytes as for store_begin(). The plan and the panel (may be
 * null) must outlive `d`; distinct_free() frees the rest.
 */
void distinct_begin(
    struct distinct *d, const struct fold_plan *p, struct coverage *panel, size_t memory);

/*
 * Adds the values of a row to the group of `key`. `panel_key` is empty without a panel, else what
 * coverage_key_add() appends.
 */
void distinct_add(
    struct distinct *d, struct str key, struct str panel_key, const struct str *field);

/* Positions at the first group, once all values have been added. */
void distinct_start(struct distinct *d);

/*
 * The number of distinct values of each measure in the group of `key`; valid until the next call.
 * Keys must be passed in ascending order.
 */
const uint64_t *distinct_count(struct distinct *d, struct str key);

/* Removes all values. */
void distinct_clear(struct distinct *d);

void distinct_free(struct distinct *d);

#endif
