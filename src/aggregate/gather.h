/*
 * gather: joins consecutive parts of a group and passes each complete group on.
 */
#ifndef RELIANCE_AGGREGATE_GATHER_H
#define RELIANCE_AGGREGATE_GATHER_H

#include "cells.h"

struct gather {
	const struct fold_plan *plan;
	void (*each)(void *to, struct str key, const char *cells);
	void *to;
	bool any; /* there is a current group: */
	struct buf key, cells;
};

/* Begins; complete groups go to `each`, with `to`. The plan must outlive `g`. */
void gather_begin(struct gather *g, const struct fold_plan *plan,
    void each(void *to, struct str key, const char *cells), void *to);

/* Adds a part of the group of `key`. Keys must ascend; key and cells are copied. */
void gather_add(struct gather *g, struct str key, const char *cells);

/* Passes the last group on and frees the memory. */
void gather_end(struct gather *g);

#endif
