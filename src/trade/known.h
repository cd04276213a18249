/*
 * known: how much of a measure is missing, and how much of a weight is estimated, by group.
 *
 * A row without a weight still has a share of the trade. Where such rows hold at most a thousandth
 * of the group's value, its shares by weight are those of the others. Where they hold more, nobody
 * knows the whole.
 */
#ifndef RELIANCE_TRADE_KNOWN_H
#define RELIANCE_TRADE_KNOWN_H

#include "lib/csv/tablein.h"

/* One measure of one group. */
struct known_cell {
	uint64_t missing; /* rows without it */
	dec value;        /* the value of these rows */
	dec estimated;    /* the sum of what the source estimated */
	bool unweighed;   /* one of them has no value either */
};

/* Counts over all groups for a measure. */
struct known_count {
	uint64_t groups;    /* groups that are told apart below */
	uint64_t passed;    /* rows without the measure in groups with shares */
	uint64_t unknown;   /* groups without shares, or with upper bounds */
	uint64_t missing;   /* rows without the measure in them */
	uint64_t estimated; /* groups with more than half of it estimated */
	struct known_worst {
		struct buf group; /* a description of the group */
		dec part, whole;
	} gap, guess; /* the largest missing value, and the largest estimated part */
};

struct known {
	bool bounds;                  /* --known: print shares of the known sum */
	const struct column_list *of; /* the measures */
	const struct columns *columns;
	int value;                    /* the column that weighs rows, or COLUMN_NONE */
	int weight, estimated, flags; /* the measure net_kg, by number; where its estimate is */
	bool active;                  /* some group has a cell below */
	dec *total;                   /* by group: the value of all rows */
	struct known_cell *cell;      /* by group and measure */
	size_t groups, total_cap, cell_cap;
	struct known_count *count; /* by measure */
};

/*
 * Begins in `k`, which is zeroed but for `bounds`; known_free() frees it. The columns and the list
 * of measures must outlive it.
 */
void known_begin(struct known *k, const struct columns *c, const struct column_list *of);

/* Does known_add() need a row with these parts? */
static inline bool
known_wants(const struct known *k, const dec *part)
{
	if (k->active)
		return true;
	for (size_t m = 0; m < k->of->n; m++)
		if (part[m] < 0)
			return true;
	return false;
}

/* Adds the current row, with its values of the measures, to a group. */
void known_add(struct known *k, const struct tablein *in, size_t group, const dec *part);

/*
 * Judges a measure of a group whose known sum is `sum`, and counts the result. `key` names the
 * group. False if its rows have no shares.
 */
bool known_judge(struct known *k, size_t group, size_t m, dec sum, struct str key);

/* Forgets the groups, not the counts. */
void known_clear(struct known *k);

/*
 * Warns about what is missing or estimated. `result` is what a group then lacks, "shares"; `bounds`
 * says what they are with --known, "upper bounds of the shares".
 */
void known_report(const struct known *k, const char *result, const char *bounds);

void known_free(struct known *k);

#endif
