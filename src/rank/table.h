/*
 * table: the rows that rank holds in memory by group, and the cut of --top.
 *
 * With --top N a row that cannot reach the top is dropped when it is read, and rows that later ones
 * displace are dropped from time to time. So memory is bounded by 2 N rows per group and a block,
 * however long the input is.
 */
#ifndef RELIANCE_RANK_TABLE_H
#define RELIANCE_RANK_TABLE_H

#include "order.h"
#include "others.h"

enum ties { TIES_COMPETITION, TIES_DENSE, TIES_ORDINAL };

struct rank_group {
	udec bar; /* ranked rows with greater keys are cut off */
	struct rank_row *row;
	uint32_t n, cap;
};

/* A zeroed table is empty and ready to use; rank_table_free() frees it. */
struct rank_table {
	uint64_t top; /* the last rank kept, 0 for all */
	enum ties ties;
	bool ascending;
	struct others *others; /* receives every row that is cut off; may be null */
	struct keytab keys;    /* of the groups */
	struct rank_group *group;
	size_t group_cap;
	struct arena text;
	size_t dead; /* bytes of text of dropped rows */
};

/* A row as it is read. */
struct rank_entry {
	struct str raw; /* its line */
	enum row_kind kind;
	dec value;    /* 0 if it has none */
	bool printed; /* --only holds */
};

/* The number of the group of `key`, new or not; valid until rank_table_print(). */
size_t rank_table_group(struct rank_table *t, struct str key);

/* Adds a row to a group; its line is copied. Dies beyond 2 billion rows in a group. */
void rank_table_add(struct rank_table *t, size_t group, struct rank_entry row);

/*
 * Calls print() for all rows in order, with `rank` 0 for none, and end() after each group, with
 * its `n` rows. Empties the table.
 */
void rank_table_print(struct rank_table *t,
    void (*print)(void *data, struct str raw, uint64_t rank, bool printed),
    void (*end)(void *data, struct str group, const struct rank_row *row, uint32_t n), void *data);

void rank_table_free(struct rank_table *t);

#endif
