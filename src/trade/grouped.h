/*
 * grouped: splits the rows of a table into groups, for share, rank and concentration: the columns
 * that define a group, where each group ends, and the order that --sorted requires.
 */
#ifndef RELIANCE_TRADE_GROUPED_H
#define RELIANCE_TRADE_GROUPED_H

#include "lib/csv/streak.h"

struct grouped {
	struct column_list within;  /* the columns that define a group */
	bool sorted;                /* only one group is held in memory */
	void (*write)(void *owner); /* writes the held group and frees it */
	void *owner;
	struct streak streak;
	bool any;
	struct buf key, next; /* of the last row's group, and of the row in hand */
};

/*
 * Initialises `g` for the columns named in `within`, or, if null, for the default ones of
 * roles_within(). An unknown column is misuse. If `sorted`, write(owner) is called after each group
 * but the last. grouped_free() frees it.
 */
void grouped_begin(struct grouped *g, const struct columns *c, const char *within, bool sorted,
    void write(void *owner), void *owner);

/* What grouped_turns() does for a row, the line `raw`, that does not begin like the row before. */
void grouped_turn(struct grouped *g, const struct tablein *in, struct str raw);

/*
 * Adds the current row of `in`. Returns true if its group may differ from that of the row before,
 * and for the first row; false is certain. With `sorted`, a group out of order ends the program.
 */
static inline bool
grouped_turns(struct grouped *g, const struct tablein *in)
{
	struct str raw = tablein_raw(in);

	if (streak_continues(&g->streak, raw))
		return false;
	grouped_turn(g, in, raw);
	return true;
}

/* The key of the last row's group: the fields of its columns, joined with NUL. */
static inline struct str
grouped_key(const struct grouped *g)
{
	return buf_str(&g->key);
}

void grouped_free(struct grouped *g);

#endif
