/*
 * table: the rows that share holds, their groups and the groups' totals.
 *
 * A row costs its text and 8 bytes, and 16 for each measure.
 */
#ifndef RELIANCE_SHARE_TABLE_H
#define RELIANCE_SHARE_TABLE_H

#include "lib/hash/keytab.h"
#include "trade/measures.h"
#include "lib/num/ratio.h"

struct share_row {
	uint32_t length; /* of its line; 0 if it is not to be printed */
	uint32_t group;
};

/* One measure of one group. */
struct total {
	dec whole; /* the denominator; 0 if there is none */
	dec parts; /* what the rows add up to */
};

struct share_group {
	bool has_whole;      /* there is a denominator */
	unsigned char sides; /* watch_world() at its rows */
};

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
	struct buf text; /* the rows' lines one behind the other */
};

/* The number of the group of `key`, new or not. */
size_t share_table_group(struct share_table *t, struct str key);

/*
 * Adds a row that is part of its group's total, `part` by measure. Its text is copied if it is to
 * be `printed`, else it is only counted. False if the total leaves 128 bits.
 */
bool share_table_add(
    struct share_table *t, size_t group, const dec *part, struct str text, bool printed);

/* Adds a row that is its group's total and is not kept. False as above. */
bool share_table_add_total(struct share_table *t, size_t group, const dec *part);

/*
 * What row `row` has of its group in measure `m`. False if there is no share: the cell is empty,
 * the group has no total, or one of 0.
 */
bool share_table_ratio(const struct share_table *t, size_t row, size_t m, struct ratio *out);

/* The denominator alone; false if the group has none. */
bool share_table_total(const struct share_table *t, size_t group, size_t m, dec *out);

/* Forgets all rows and groups. */
void share_table_clear(struct share_table *t);

void share_table_free(struct share_table *t);

#endif
