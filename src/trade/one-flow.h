/*
 * one-flow: imports and exports of one good are the same dollars seen from two sides, so what adds
 * rows up must not add both. One watch for aggregate and concentration.
 */
#ifndef RELIANCE_ONE_FLOW_H
#define RELIANCE_ONE_FLOW_H

#include "lib/columns.h"

struct one_flow {
	int at; /* of the column `flow`; COLUMN_NONE where there is none to watch */
	bool seen;
	struct buf first; /* what the first row has in it */
};

/* Watches the column, unless it is not there, or tells groups apart. */
struct one_flow one_flow_watch(const struct columns *columns, bool apart);

/* Does the row go the way of the rows before it? */
bool one_flow_holds(struct one_flow *w, const struct str *field);

void one_flow_free(struct one_flow *w);

#endif
