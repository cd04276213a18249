/*
 * others: what the cut of --top left out of each group, added up so that the table still does.
 */
#ifndef RELIANCE_RANK_OTHERS_H
#define RELIANCE_RANK_OTHERS_H

#include "lib/csv/columns.h"
#include "lib/csv/csvin.h"
#include "lib/num/decimal.h"
#include "lib/hash/keytab.h"

/* One column of one group. */
struct other_cell {
	dec sum;
	uint64_t filled;
	unsigned decimals; /* of the cells, while they all have as many */
	bool mixed;        /* they have not */
	bool spoiled;      /* a cell is no number */
	struct str common; /* the cell's text, while they are all the same */
	bool differs;
};

struct others {
	const struct columns *columns;
	const struct column_list *within;
	size_t key, first_measure;
	struct keytab groups;
	struct other_cell *cell; /* a column each per group */
	size_t cap;
	struct csvin *splitter;
	struct arena text;
	uint64_t spoiled;  /* cells of measures that are no numbers */
	struct str *field; /* the row that others_row() made */
	struct buf printed;
};

/* `columns` and `within` must live on. */
void others_begin(struct others *o, const struct columns *columns, const struct column_list *within,
    size_t key, size_t first_measure);

/* Adds a row that was cut off. */
void others_add(struct others *o, struct str group, struct str raw);

/*
 * The row for a group, a field per column, good until the next call; null if nothing was cut off.
 * Measures and shares are summed; what cannot be (a mean, a text) is empty.
 */
const struct str *others_row(struct others *o, struct str group);

void others_clear(struct others *o);
void others_free(struct others *o);

#endif
