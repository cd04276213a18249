/*
 * gather: groups whose parts come one after the other, handed on once they are whole.
 */
#ifndef RELIANCE_AGGREGATE_GATHER_H
#define RELIANCE_AGGREGATE_GATHER_H

#include "cells.h"

struct gather {
	const struct fold_plan *plan;
	void (*each)(void *to, struct str key, const char *cells);
	void *to;
	bool any; /* there is a group that more parts may come of: */
	struct buf key, cells;
};

/* Whole groups go to `each`, with `to`. */
void gather_begin(struct gather *g, const struct fold_plan *plan,
    void each(void *to, struct str key, const char *cells), void *to);

/* A part of the group of that key, after all parts of lesser keys. */
void gather_add(struct gather *g, struct str key, const char *cells);

/* There are no more. Gives the memory back. */
void gather_end(struct gather *g);

#endif
