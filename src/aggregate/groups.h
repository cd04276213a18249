/*
 * groups: the table of keys and what has been added up for each of them.
 */
#ifndef RELIANCE_AGGREGATE_GROUPS_H
#define RELIANCE_AGGREGATE_GROUPS_H

#include "lib/decimal.h"
#include "lib/keytab.h"
#include "plan.h"

/* One measure of one group. */
struct cell {
	dec x;            /* sum, minimum or maximum of the filled cells */
	uint64_t filled;  /* how many there were, or rows, or distinct values */
	uint64_t missing; /* empty cells */
};

struct groups {
	const struct plan *plan;
	struct keytab keys;
	struct cell *cell;   /* plan->measures of them per group */
	size_t cap;          /* in groups */
	unsigned char *seen; /* by group: room for the caller's notes, 0 at first */
	size_t seen_cap;
	struct keytab distinct; /* group, measure and value */
};

/* What a row brings to the measures, decoded: one entry per plan->input. */
struct reading {
	struct str text;
	dec number;
	bool empty;
};

void groups_begin(struct groups *g, const struct plan *plan);

/*
 * Adds a row to the group of `key`, whose number it sets. Returns null, or the name of the measure
 * whose sum no longer fits 128 bits.
 */
const struct measure *groups_add(
    struct groups *g, struct str key, const struct reading *row, size_t *number);

/*
 * Adds group `number` of `from` to the group of `key` in `to`, which has the same measures (but
 * for the sets of distinct values: groups_fold_distinct()). Returns as groups_add().
 */
const struct measure *groups_fold(
    struct groups *to, struct str key, const struct groups *from, size_t number);

/* Adds the distinct values of `from`; `target[i]` is the group in `to` of group i, or SIZE_MAX. */
void groups_fold_distinct(struct groups *to, const struct groups *from, const size_t *target);

/* Writes group `number` as a record. With `complete`, a sum that misses a part is left empty. */
void groups_write(const struct groups *g, size_t number, bool complete);

/* Forgets all groups. */
void groups_clear(struct groups *g);

#endif
