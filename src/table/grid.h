/*
 * grid: a whole table in memory, as text: columns, and rows of cells.
 */
#ifndef RELIANCE_TABLE_GRID_H
#define RELIANCE_TABLE_GRID_H

#include "lib/csv/tablein.h"

struct grid_column {
	struct str name;
	struct str source; /* the column of the input that its cells come from */
	bool numeric;      /* every cell is a number or empty, and it is no column of codes */
	int digits;        /* decimals to round to, or -1: as written */
};

/* A zeroed grid is empty. Names and cells live in `text`, or are static. */
struct grid {
	struct grid_column *column;
	size_t columns;
	struct str *cell; /* row by row */
	size_t rows, cap; /* `cap` in cells */
	struct arena text;
};

/* Takes the columns of `in`. Two of one name are misuse. */
void grid_begin(struct grid *g, const struct columns *c);

/* Reads all rows of `in`, after grid_begin(). A failure ends the program. */
void grid_read(struct grid *g, struct tablein *in);

/* The cells of a row. */
static inline struct str *
grid_row(const struct grid *g, size_t row)
{
	return g->cell + row * g->columns;
}

/* The index of a column; an unknown one is misuse, which names `option` and the nearest one. */
size_t grid_need(const struct grid *g, const char *option, struct str name);

/*
 * Adds the columns that identify a row to `l`: those in `names`; if null, the columns of codes left
 * of the first measure. `c` has the grid's columns, `measures` those that are measures by option.
 */
void grid_keys(const struct grid *g, const struct columns *c, const char *names,
    const struct column_list *measures, struct column_list *l);

void grid_free(struct grid *g);

#endif
