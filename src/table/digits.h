/*
 * digits: rounds the numbers of columns, where it was asked for.
 */
#ifndef RELIANCE_TABLE_DIGITS_H
#define RELIANCE_TABLE_DIGITS_H

#include "grid.h"

/*
 * Rounds by `list`, "COL=N,...", half to even, to 0 to 9 decimals; "N" is for all columns of
 * numbers. COL is the name of a column, or of the input's column that its cells come from. Cells
 * that are not numbers stay. Anything else is misuse.
 */
void digits_round(struct grid *g, const char *list);

/* Dies of the same misuse; rounds nothing. */
void digits_check(struct grid *g, const char *list);

#endif
