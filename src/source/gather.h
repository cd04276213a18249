/*
 * gather: adds the rows of one key of a file, where a layout spreads the trade over several rows:
 * value and quantity in two rows, customs procedures. Holds all rows of the file.
 */
#ifndef RELIANCE_SOURCE_GATHER_H
#define RELIANCE_SOURCE_GATHER_H

#include "row.h"

struct gather;

/* Opens an empty one, for rows with `keep` cells of --keep. gather_close() frees it. */
struct gather *gather_open(size_t keep);

/* Adds a row, which it copies. False if a sum exceeds 128 bits. */
bool gather_add(struct gather *g, const struct row *row, uint64_t line);

/*
 * Sets `row` and `head` to the next sum, in order of first appearance, and `line` to that of its
 * first row; valid until gather_close(). False after the last.
 */
bool gather_next(struct gather *g, struct row *row, struct row_head *head, uint64_t *line);

void gather_close(struct gather *g);

#endif
