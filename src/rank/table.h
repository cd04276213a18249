/*
 * table: the rows that rank holds, their order, and the cut.
 *
 * With a cut, rows that can no longer come in are given up on the way, so memory is groups times
 * N (twice that and a block at the most), however long the input is.
 */
#ifndef RELIANCE_RANK_TABLE_H
#define RELIANCE_RANK_TABLE_H

#include "lib/decimal.h"
#include "others.h"

enum ties { TIES_COMPETITION, TIES_DENSE, TIES_ORDINAL };

/* Where a row comes in its group: ranked, then those set aside, then those without a value. */
enum place { PLACE_RANKED, PLACE_UNRANKED, PLACE_EMPTY, PLACE_UNRANKED_EMPTY };

struct rank_row {
	struct str raw;
	dec value;
	uint32_t group;
	enum place place;
	bool shown; /* --only */
};

struct rank_table {
	struct column_list within;
	uint64_t top; /* the last rank kept, 0 for all */
	enum ties ties;
	bool ascending;
	struct others *others; /* told about every row cut off; may be null */
	struct keytab groups;
	size_t *group_order; /* by group: its place among the sorted keys; while sorting */
	struct rank_row *row;
	size_t n, cap, prune_at;
	struct arena text, spare;
};

/* Adds a row to the group of that key; its bytes are copied. */
void rank_table_add(struct rank_table *t, struct str group, struct rank_row row);

/* For sorted input: is `group` another than the one held? Does it come after it? */
bool rank_table_ends(const struct rank_table *t, struct str group);
bool rank_table_in_order(const struct rank_table *t, struct str group);

/* Hands out all rows in order, `rank` 0 for none; `end` after each group. Empties the table. */
void rank_table_print(struct rank_table *t,
    void (*print)(void *data, struct str raw, uint64_t rank, bool shown),
    void (*end)(void *data, struct str group), void *data);

void rank_table_free(struct rank_table *t);

#endif
