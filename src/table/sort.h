/*
 * sort: orders the rows by columns.
 */
#ifndef RELIANCE_TABLE_SORT_H
#define RELIANCE_TABLE_SORT_H

#include "grid.h"

/*
 * Sorts by `names`, "COL,-COL", a minus for descending: numbers by value, other columns by their
 * bytes, empty cells last. Rows that are equal keep their order. An unknown column is misuse.
 */
void sort_rows(struct grid *g, const char *names);

/* Dies of the same misuse, and changes nothing. */
void sort_check(const struct grid *g, const char *names);

#endif
