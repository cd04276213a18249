/*
 * pivot: writes the imports and exports of a group side by side, with their balance.
 */
#ifndef RELIANCE_AGGREGATE_PIVOT_H
#define RELIANCE_AGGREGATE_PIVOT_H

#include "cells.h"
#include "lib/csv/tablein.h"
#include "lib/hash/keytab.h"

/* A flow of the group in hand. */
struct pivot_side {
	bool any;
	struct buf cells;
	uint64_t *distinct; /* by measure */
	uint64_t periods;
};

struct pivot {
	const struct fold_plan *plan;
	bool complete;
	int flow;       /* column; COLUMN_NONE: there is no pivot */
	size_t part[2]; /* period and reporter in the key, or SIZE_MAX */
	struct keytab
	    reported; /* flow, and period and reporter if they are in the key: of all rows */
	struct pivot_side side[2];
	bool any;
	struct buf key, text; /* of the group, without its flow; scratch */
};

/* Begins, if the plan has a pivot. `complete` as for cells_write(). The plan must outlive `v`. */
void pivot_begin(
    struct pivot *v, const struct fold_plan *p, const struct columns *c, bool complete);

/* If there is a pivot: notes the flow of a row, with blocs in place of their members. Dies unless
 * it is M or X. */
void pivot_add(struct pivot *v, const struct tablein *in, const struct str *field);

/* Takes a flow of a group, in order of key; writes the group before, if it is another. */
void pivot_write(
    struct pivot *v, struct str key, const char *cells, const struct cells_context *with);

/* Writes the last group. */
void pivot_end(struct pivot *v);

void pivot_free(struct pivot *v);

#endif
