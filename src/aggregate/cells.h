/*
 * cells: what has been added up for a group, or is in a row, which is a group of one.
 *
 * A piece of bytes with no alignment, so that groups are small and can be in a file: what was seen
 * of World, a state per measure, and the values of the measures, 128 bits each.
 */
#ifndef RELIANCE_AGGREGATE_CELLS_H
#define RELIANCE_AGGREGATE_CELLS_H

#include "lib/num/decimal.h"
#include "plan.h"

/* What a row brings to the measures, decoded: one per plan->input, and one at least. */
struct reading {
	dec number;
	bool empty;
};

/* How many bytes cells are. */
size_t cells_size(const struct fold_plan *p);

/* The cells of a row; `seen` is what watch_world() says of it. */
void cells_of_row(const struct fold_plan *p, const struct reading *row, unsigned char seen, char *cells);

/* Adds the cells `from` to `to`. A sum that no longer fits 128 bits ends the program. */
void cells_fold(const struct fold_plan *p, char *to, const char *from);

/* What watch_world() said of the rows, or-ed together. */
unsigned char cells_seen(const char *cells);

/*
 * Appends the measures to the record. `distinct` has the numbers of distinct values, by measure.
 * With `complete`, a sum that misses a part is left empty.
 */
void cells_write(const struct fold_plan *p, const char *cells, const uint64_t *distinct, bool complete);

#endif
