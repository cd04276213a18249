/*
 * table: the rows that share holds in memory, their groups and totals.
 *
 * A row takes its text, or its name if it is not printed, 8 bytes, and 16 bytes per measure.
 */
#ifndef RELIANCE_SHARE_TABLE_H
#define RELIANCE_SHARE_TABLE_H

#include "lib/hash/keytab.h"
#include "lib/num/ratio.h"
#include "trade/measures.h"

struct share_row {
	uint32_t printed : 1, length : 31; /* bytes of its line, or of its name if not printed */
	uint32_t group;
};

/* One measure of one group. */
struct total {
	dec whole; /* the denominator; 0 if there is none, TOTAL_UNKNOWN if nobody knows it */
	dec parts; /* the sum of the rows */
};

#define TOTAL_UNKNOWN ((dec)-1)

struct share_group {
	bool has_whole;           /* there is a denominator */
	unsigned char world_bits; /* watch_world() of its rows, or-ed */
	uint32_t rows;            /* number of rows */
	size_t largest;           /* the row with the largest value of the first measure, */
	dec most;                 /* and the value */
};

/* With `measures` set and all else zeroed it is empty and ready to use. share_table_free() frees
 * it. */
struct share_table {
	size_t measures;
	struct share_row *row;
	size_t n, cap;
	dec *part; /* `measures` per row */
	size_t part_cap;
	struct keytab keys; /* of the groups */
	struct share_group *group;
	size_t group_cap;
	struct total *total; /* `measures` per group */
	size_t total_cap;
	struct buf text; /* the lines or names of the rows, concatenated */
};

/* The number of the group of `key`, new or not. */
size_t share_table_group(struct share_table *t, struct str key);

/*
 * Adds a row to its group: its value of each measure in `part`, MEASURE_EMPTY for none. Copies
 * `text`: its line if it is to be `printed`, else its name. False if a total exceeds 128 bits.
 */
bool share_table_add(
    struct share_table *t, size_t group, const dec *part, struct str text, bool printed);

/*
 * Adds a row that is its group's total; the row itself is not kept. False as above.
 */
bool share_table_add_total(struct share_table *t, size_t group, const dec *part);

/* The value of a row; MEASURE_EMPTY if it has none. */
static inline dec
share_table_part(const struct share_table *t, size_t row, size_t m)
{
	return t->part[row * t->measures + m];
}

/*
 * The share of row `row` in measure `m`. False if there is none: the cell is empty, or the group
 * has no total, or a total of 0.
 */
static inline bool
share_table_ratio(const struct share_table *t, size_t row, size_t m, struct ratio *out)
{
	out->num = share_table_part(t, row, m);
	out->den = t->total[t->row[row].group * t->measures + m].whole;
	return out->num != MEASURE_EMPTY && out->den > 0;
}

/* The denominator of a group; false if it has none. */
bool share_table_total(const struct share_table *t, size_t group, size_t m, dec *out);

/* Removes all rows and groups. */
void share_table_clear(struct share_table *t);

void share_table_free(struct share_table *t);

#endif
