/*
 * world: does World (W00) stand beside its parts where they would be added up or compared? Then the
 * same dollars are there twice. One watch for aggregate, share and rank.
 */
#ifndef RELIANCE_TRADE_WORLD_H
#define RELIANCE_TRADE_WORLD_H

#include "lib/csv/columns.h"

/* The columns that are watched: reporter and partner, where they do not make the groups. */
struct world_watch {
	int at[2]; /* COLUMN_NONE where there is none to watch */
};

/* Watches the columns there are; world_ignore() takes one that tells groups apart out again. */
struct world_watch world_watch(const struct columns *columns);
void world_ignore(struct world_watch *w, size_t at);

/* What a row shows, as bits to be or-ed together over the rows of a group. */
unsigned char world_look(const struct world_watch *w, const struct str *field);

/* The column in which both World and parts of it were seen, or null. */
const char *world_beside_parts(unsigned char seen);

#endif
