/*
 * table: the rows that share holds, their groups and the groups' totals.
 */
#ifndef RELIANCE_SHARE_TABLE_H
#define RELIANCE_SHARE_TABLE_H

#include "lib/columns.h"
#include "lib/decimal.h"
#include "lib/keytab.h"
#include "lib/ratio.h"

struct share_row {
	struct str raw;
	uint32_t group;
	bool shown; /* --only */
};

/* One measure of one row. */
struct part {
	dec value;
	bool filled;
};

/* One measure of one group. */
struct total {
	dec total;  /* the denominator */
	dec others; /* what the rows add up to, where the denominator is a row of its own */
};

struct share_table {
	size_t measures;
	struct share_row *row;
	size_t n, cap;
	struct part *part; /* `measures` per row */
	size_t part_cap;
	struct keytab groups;
	struct total *total; /* `measures` per group */
	size_t total_cap;
	struct group_facts {
		bool has_total; /* a row that is the denominator */
		uint64_t rows;
		unsigned char sides; /* world_look() at its rows */
	} * facts;
	size_t facts_cap;
	struct arena text;
};

/* The number of the group of `key`, new or not. */
size_t share_table_group(struct share_table *t, struct str key);

/* Adds a row that is part of its group's total. False if the total leaves 128 bits. */
bool share_table_add(struct share_table *t, struct share_row row, const struct part *part);

/* Adds a row that is its group's total and is not kept. */
bool share_table_add_total(struct share_table *t, size_t group, const struct part *part);

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
