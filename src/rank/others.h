/*
 * others: sums the rows of each group that --top cuts off, so that the table still adds up.
 */
#ifndef RELIANCE_RANK_OTHERS_H
#define RELIANCE_RANK_OTHERS_H

#include "lib/csv/columns.h"
#include "lib/csv/csvin.h"
#include "lib/hash/keytab.h"
#include "lib/num/decimal.h"

/* One column of one group. */
struct other_cell {
	dec sum;
	uint64_t filled;   /* number of cells with a number */
	unsigned decimals; /* of the last cell */
	bool mixed;        /* the cells differ in their decimals, or have an exponent */
	bool spoiled;      /* a cell is not a number */
	struct str common; /* text of the first cell */
	bool differs;      /* another cell has another text */
};

struct others {
	const struct columns *columns;
	const struct column_list *within;
	size_t key, first_measure;
	struct keytab groups;
	struct other_cell *cell; /* one per group and column */
	size_t cap;
	struct csvin *splitter;
	struct arena text;
	uint64_t spoiled;   /* cells of measures that are not numbers */
	struct str *field;  /* the row of others_row(), */
	struct buf printed; /* and its text */
};

/*
 * Begins without rows. `key` is the column of rank, `first_measure` the leftmost measure. `columns`
 * and `within` must outlive `o`; others_free() frees the rest.
 */
void others_begin(struct others *o, const struct columns *columns, const struct column_list *within,
    size_t key, size_t first_measure);

/* Adds a row that was cut off; `raw` is its line. Dies if a sum exceeds 128 bits. */
void others_add(struct others *o, struct str group, struct str raw);

/*
 * The row for a group, a field per column, valid until the next call; null if no row was cut off.
 * Measures and shares are summed; columns that do not add up (a mean, a text) are empty.
 */
const struct str *others_row(struct others *o, struct str group);

/* Removes all groups. */
void others_clear(struct others *o);
void others_free(struct others *o);

#endif
