/*
 * distinct: how many different values of a column there are in each group.
 */
#ifndef RELIANCE_AGGREGATE_DISTINCT_H
#define RELIANCE_AGGREGATE_DISTINCT_H

#include "coverage.h"
#include "lib/fold/store.h"
#include "plan.h"

struct distinct {
	const struct fold_plan *plan;
	struct coverage *panel; /* whose values must be balanced to count, or null */
	struct store values; /* keys alone: of the group, measure, value, part of the panel */
	struct entry ahead;  /* the next of them, if there is one */
	bool more;
	uint64_t *count; /* by measure */
	struct buf key;
};

/* Does the plan count any? If not, all counts are 0. */
bool distinct_wanted(const struct fold_plan *p);

/* No values yet; see store_begin() for `memory`. The rest must live on. */
void distinct_begin(
    struct distinct *d, const struct fold_plan *p, struct coverage *panel, size_t memory);

/*
 * Adds the values of a row to those of the group of `key`. `part` is empty, or what
 * coverage_part_balanced() judges.
 */
void distinct_add(struct distinct *d, struct str key, struct str part, const struct str *field);

/* Stands before the first group; to be called once all values are there. */
void distinct_start(struct distinct *d);

/*
 * The numbers of values of the group of `key`, by measure; good until the next call. Keys must
 * come in their order.
 */
const uint64_t *distinct_count(struct distinct *d, struct str key);

/* Forgets all values, so that new ones can be added. */
void distinct_clear(struct distinct *d);

void distinct_free(struct distinct *d);

#endif
