/*
 * plan: what aggregate computes, from its options and the header line.
 *
 * The output columns are the keys, then the measures: sums, minima, maxima, means, the count,
 * distinct values, missing cells, the estimated weight, the unit value. Directly behind the sums is
 * `flags`, if the input has that column and it is not in the key.
 */
#ifndef RELIANCE_AGGREGATE_PLAN_H
#define RELIANCE_AGGREGATE_PLAN_H

#include "lib/csv/columns.h"
#include "lib/hash/numtab.h"

/* The column lists of the options; null if an option was not given. */
struct plan_options {
	const char *by, *sum, *min, *max, *mean, *distinct, *missing;
	bool count;
	bool estimated, unit_value;
	bool merge; /* the input is output of aggregate */
	bool pivot; /* imports and exports side by side */
};

struct key_part {
	size_t at;  /* input column */
	size_t cut; /* number of leading characters, or 0 for the whole cell */
};

enum operation {
	OP_SUM,
	OP_MIN,
	OP_MAX,
	OP_MEAN,
	OP_COUNT,
	OP_DISTINCT,
	OP_MISSING,
	OP_ESTIMATED,  /* the sum over rows with flag e */
	OP_UNIT_VALUE, /* of two sums, over rows that have both and no flag e */
};

struct measure {
	enum operation op;
	size_t input;    /* index into plan.input; unused by a plain count */
	size_t second;   /* OP_UNIT_VALUE: the input below the line; else SIZE_MAX */
	size_t value;    /* index of its first value among the values of a group */
	struct str name; /* of the output column */
	size_t lacks;    /* merged sums: the measure that counts its empty cells, or SIZE_MAX */
};

/* An input column of one or more measures; its cell is decoded once per row. */
struct input_column {
	size_t at;
	bool numeric;     /* false if only distinct or missing values are counted */
	uint64_t missing; /* number of empty cells so far */
};

#define PLAN_DEFAULT_BY "period,flow,reporter,partner"

struct fold_plan {
	struct key_part *key;
	size_t keys, key_cap;
	struct measure *measure;
	size_t measures, measure_cap;
	size_t values; /* per group: 2 for a mean or unit value, 0 for distinct values, else 1 per
			  measure */
	struct input_column *input;
	size_t inputs, input_cap;
	int flags; /* input column `flags`; COLUMN_NONE if it is a key or nothing is summed */
	unsigned flags_kept;         /* the flags that the sums keep, of enum flag */
	size_t flags_before;         /* the measure before which they are written */
	struct numtab input_numbers; /* the index into `input` of each column */
	bool merge, pivot; /* pivot: the flow is the last part of the key, and not written */
	struct arena text;
};

/*
 * Makes the plan `p`, which is zeroed; plan_free() frees it. Options that do not fit the columns
 * are misuse.
 */
void plan_make(struct fold_plan *p, const struct plan_options *o, const struct columns *c);

/* Is column `at` in the key? False if it is negative. Sets `*cut` (may be null) to its cut. */
bool plan_has_key(const struct fold_plan *p, int at, size_t *cut);

/* Is column `at` in the key, uncut? */
bool plan_has_whole_key(const struct fold_plan *p, int at);

/* The number of column `at` among the parts of the key, or SIZE_MAX. */
size_t plan_part_of(const struct fold_plan *p, int at);

/* The part number `i` of the key of a row. */
struct str plan_part(const struct fold_plan *p, size_t i, const struct str *field);

/* Sets `key` to the key of a row: its parts, joined with NUL bytes. */
void plan_key(const struct fold_plan *p, const struct str *field, struct buf *key);

/* Writes the output's header line. */
void plan_write_header(const struct fold_plan *p, const struct columns *c);

/* Begins an output record with the parts of a key; `text` is scratch. */
void plan_write_key(const struct fold_plan *p, struct str key, struct buf *text);

void plan_free(struct fold_plan *p);

/* The rest are steps of plan_make(). */

/* Adds a column to the key, or, unless `cut` is 0, its first characters. */
void plan_add_key(struct fold_plan *p, size_t at, size_t cut);

/* Adds the columns of --by, or, if it is null, the default ones. */
void plan_add_keys(struct fold_plan *p, const struct columns *c, const char *by);

/* Adds the measures that the options name. */
void plan_add_measures(struct fold_plan *p, const struct plan_options *o, const struct columns *c);

/* Adds keys and measures for --merge, by the names of the columns. */
void plan_merge(struct fold_plan *p, const struct plan_options *o, const struct columns *c);

/* Finds the column `flags`. The flags that follow from a partner only describe that partner. */
void plan_bind_flags(struct fold_plan *p, const struct columns *c);

/* Gives the measures their places among the values of a group. */
void plan_number_values(struct fold_plan *p);

#endif
