/*
 * grouped: rows in groups, for share, rank and concentration: which columns make a group, where the
 * next row's group differs from that of the row before, and what --sorted demands.
 */
#ifndef RELIANCE_TRADE_GROUPED_H
#define RELIANCE_TRADE_GROUPED_H

#include "lib/csv/streak.h"

struct grouped {
	struct column_list within;  /* the columns of a group */
	bool sorted;                /* one group is held at a time */
	void (*write)(void *owner); /* writes the group that is held and lets it go */
	void *owner;
	struct streak streak;
	bool any;
	struct buf key, next; /* of the group of the last row, and of the row that is looked at */
};

/*
 * Finds the columns: those named in `within`, or if null the usual ones (roles_within()). One that is
 * not there is misuse. With `sorted`, write(owner) is called whenever a group has ended.
 */
void grouped_begin(struct grouped *g, const struct columns *c, const char *within, bool sorted,
    void write(void *owner), void *owner);

/*
 * Is the row of another group than the row before? True for the first. If so grouped_key() is its
 * group. Input that is not sorted, where it should be, ends the program.
 */
bool grouped_turns(struct grouped *g, const struct tablein *in);

/* The key of the last row's group: the fields of its columns, joined with NUL. */
static inline struct str
grouped_key(const struct grouped *g)
{
	return buf_str(&g->key);
}

void grouped_free(struct grouped *g);

#endif
