#include "world.h"

enum { SIDES = 2, WORLD = 1, PART = 2 }; /* two bits a side */

static const char *const side[SIDES] = { "reporter", "partner" };

struct world_watch
world_watch(const struct columns *columns)
{
	struct world_watch w;

	for (int i = 0; i < SIDES; i++)
		w.at[i] = columns_want(columns, side[i]);
	return w;
}

void
world_ignore(struct world_watch *w, size_t at)
{
	for (int i = 0; i < SIDES; i++)
		if (w->at[i] == (int)at)
			w->at[i] = COLUMN_NONE;
}

unsigned char
world_look(const struct world_watch *w, const struct str *field)
{
	unsigned seen = 0;

	for (int i = 0; i < SIDES; i++)
		if (w->at[i] >= 0)
			seen |= (unsigned)(str_is(field[w->at[i]], "W00") ? WORLD : PART)
				<< (2 * i);
	return (unsigned char)seen;
}

const char *
world_beside_parts(unsigned char seen)
{
	for (int i = 0; i < SIDES; i++)
		if ((seen >> (2 * i) & (WORLD | PART)) == (WORLD | PART))
			return side[i];
	return NULL;
}
