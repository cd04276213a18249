/*
 * follow: keeps the largest rows of one period, and the same in all other periods.
 */
#ifndef RELIANCE_TABLE_FOLLOW_H
#define RELIANCE_TABLE_FOLLOW_H

#include "grid.h"

struct follow {
	struct str period;
	uint64_t top;
	size_t period_at, value_at; /* columns */
	/* columns: what identifies a row, without period; what the largest are chosen within */
	struct column_list keys, within;
};

/*
 * Drops the rows that are not among the `top` of their group in that period. Ties at the cut stay.
 * World is not ranked, and dropped. A row of OTHERS, two rows of one key, a value that is not a
 * number, or no row of the period ends the program.
 */
void follow_keep(const struct follow *f, struct grid *g);

#endif
