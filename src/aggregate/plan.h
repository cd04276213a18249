/*
 * plan: what aggregate computes, worked out from its options and the header before any row.
 *
 * The output's columns are the keys, then the measures: sums, minima, maxima, means, the count,
 * distinct values, missing cells.
 */
#ifndef RELIANCE_AGGREGATE_PLAN_H
#define RELIANCE_AGGREGATE_PLAN_H

#include "lib/csv/columns.h"

/* The columns as the options name them; null where an option was not given. */
struct plan_options {
	const char *by, *sum, *min, *max, *mean, *distinct, *missing;
	bool count;
	bool merge; /* the input is aggregate's own output */
};

struct key_part {
	size_t at;  /* column of the input */
	size_t cut; /* its first so many characters, or 0 for the whole cell */
};

enum operation { OP_SUM, OP_MIN, OP_MAX, OP_MEAN, OP_COUNT, OP_DISTINCT, OP_MISSING };

struct measure {
	enum operation op;
	size_t input;    /* index into plan.input; unused by a plain count */
	size_t value;    /* number of its first value among those of a group */
	struct str name; /* of the output column */
	size_t
	    lacks; /* when merging a sum: the measure that counts its missing parts, or SIZE_MAX */
};

/* A column that measures read; its cell is decoded once per row, however many they are. */
struct input_column {
	size_t at;
	bool numeric;     /* false if it is only asked for distinct or missing values */
	uint64_t missing; /* empty cells met */
};

struct fold_plan {
	struct key_part *key;
	size_t keys, key_cap;
	struct measure *measure;
	size_t measures, measure_cap;
	size_t
	    values; /* of a group: two for a mean, none for distinct values, else one a measure */
	struct input_column *input;
	size_t inputs, input_cap;
	bool merge;
	struct arena text;
};

/* Works the plan out; whatever does not fit the header is misuse. */
void plan_make(struct fold_plan *p, const struct plan_options *o, const struct columns *c);

/* Does the key hold column `at` (a negative one never)? `*cut` (may be null) is set to its cut. */
bool plan_has_key(const struct fold_plan *p, int at, size_t *cut);

/* The key of a row: its parts joined with NUL bytes. */
void plan_key(const struct fold_plan *p, const struct str *field, struct buf *key);

/* Writes the output's header line. */
void plan_write_header(const struct fold_plan *p, const struct columns *c);

/* Begins a record with the parts of a key. */
void plan_write_key(const struct fold_plan *p, struct str key, struct buf *text);

void plan_free(struct fold_plan *p);

#endif
