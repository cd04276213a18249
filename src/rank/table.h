/*
 * table: the rows that rank holds, group by group, and the cut.
 *
 * With a cut, a row that can no longer come in is given up when it comes, and rows that others have
 * overtaken are given up on the way, so memory is groups times N (twice that and a block at the
 * most), however long the input is.
 */
#ifndef RELIANCE_RANK_TABLE_H
#define RELIANCE_RANK_TABLE_H

#include "order.h"
#include "others.h"

enum ties { TIES_COMPETITION, TIES_DENSE, TIES_ORDINAL };

struct rank_group {
	udec bar; /* a ranked row with a key above it is cut */
	struct rank_row *row;
	uint32_t n, cap;
};

struct rank_table {
	uint64_t top; /* the last rank kept, 0 for all */
	enum ties ties;
	bool ascending;
	struct others *others; /* told about every row cut off; may be null */
	struct keytab keys;    /* of the groups */
	struct rank_group *group;
	size_t group_cap;
	struct arena text;
	size_t dead; /* bytes of text that belong to no row any more */
};

/* A row as it is read: its line, where it comes in its group, and if it is to be printed. */
struct rank_entry {
	struct str raw;
	enum place place;
	dec value; /* 0 if it has none */
	bool shown;
};

/* The number of the group of `key`, new or not; good until rank_table_print(). */
size_t rank_table_group(struct rank_table *t, struct str key);

/* Adds a row to a group; its bytes are copied. */
void rank_table_add(struct rank_table *t, size_t group, struct rank_entry row);

/* Hands out all rows in order, `rank` 0 for none; `end` after each group. Empties the table. */
void rank_table_print(struct rank_table *t,
    void (*print)(void *data, struct str raw, uint64_t rank, bool shown),
    void (*end)(void *data, struct str group), void *data);

void rank_table_free(struct rank_table *t);

#endif
