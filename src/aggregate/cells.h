/*
 * cells: the accumulated measures of a group; a single row is a group of one.
 *
 * Cells are unaligned bytes, so that groups are small and can be spilled to a file: the marks
 * of its rows, a state per measure, and the values of the measures, 128 bits each.
 */
#ifndef RELIANCE_AGGREGATE_CELLS_H
#define RELIANCE_AGGREGATE_CELLS_H

#include "lib/num/decimal.h"
#include "plan.h"

/* A decoded input cell of a row. A row has one per plan->input, and at least one. */
struct reading {
	dec number;
	bool empty;
};

/* What a row has besides its measures; those of a group are or-ed. */
struct marks {
	unsigned char world; /* watch_world() */
	unsigned char flags; /* of enum flag, within FLAGS_OF_SUMS */
	bool estimated;      /* of a row only: has it flag e? */
};

/* The size of cells in bytes. */
size_t cells_size(const struct fold_plan *p);

/* Writes a row to `cells`, of cells_size() bytes. */
void cells_of_row(
    const struct fold_plan *p, const struct reading *row, struct marks marks, char *cells);

/* Folds the cells `from` into `to`. Dies if a sum exceeds 128 bits. */
void cells_fold(const struct fold_plan *p, char *to, const char *from);

/* The marks of all rows in the cells. */
struct marks cells_marks(const char *cells);

/* What else is known of a group when it is written. */
struct cells_context {
	const uint64_t *distinct; /* the number of distinct values of each measure */
	uint64_t periods;         /* by which a mean is divided; 0: by the number of its cells */
	bool complete;            /* a sum with an empty cell is empty */
};

/* Sets `*sum` to a sum, as it is printed; false if it is empty. */
bool cells_sum(
    const struct fold_plan *p, const char *cells, size_t measure, bool complete, dec *sum);

/* Appends one measure to the output record. */
void cells_write_measure(
    const struct fold_plan *p, const char *cells, size_t measure, const struct cells_context *with);

/* Appends flags to the output record. */
void cells_write_flags(unsigned flags);

/* Appends the measures and the flags to the output record. */
void cells_write(const struct fold_plan *p, const char *cells, const struct cells_context *with);

#endif
