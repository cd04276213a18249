/*
 * wide: turns the values of a column into columns.
 */
#ifndef RELIANCE_TABLE_WIDE_H
#define RELIANCE_TABLE_WIDE_H

#include "grid.h"

struct wide {
	size_t across;           /* the column whose values become columns */
	struct column_list keys; /* columns that stay, and identify a row; without `across` */
	struct column_list of;   /* columns of the cells */
};

/*
 * Replaces the grid: a row for each key, in the order of the input, and for each value of `across`,
 * in order of their bytes, a column for each of `of`. A cell without a row is empty. Two rows of
 * one cell end the program. Warns if flags are lost.
 */
void wide_turn(const struct wide *w, struct grid *g);

#endif
