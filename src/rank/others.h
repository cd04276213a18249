/*
 * others: sums the rows of each group that --top cuts off, so that the table still adds up.
 */
#ifndef RELIANCE_RANK_OTHERS_H
#define RELIANCE_RANK_OTHERS_H

#include "lib/hash/keytab.h"
#include "shares.h"

struct others {
	const struct columns *columns;
	const struct column_list *within;
	size_t key, first_measure;
	struct column_list named; /* the columns in which a row of others holds OTHERS */
	int flags;                /* the column `flags`, or negative */
	struct keytab groups;
	struct other_cell *cell; /* one per group and column */
	size_t cap;
	struct csvin *splitter;
	struct shares shares;
	struct arena text;
	uint64_t spoiled;   /* cells of measures that are not numbers */
	uint64_t unknown;   /* cells of shares that could not be worked out */
	struct str *field;  /* the row of others_row(), */
	struct buf printed; /* and its text */
};

/*
 * Begins without rows. `key` is the column of rank, `first_measure` the leftmost measure. `columns`
 * and `within` must outlive `o`; others_free() frees the rest.
 */
void others_begin(struct others *o, const struct columns *columns, const struct column_list *within,
    size_t key, size_t first_measure);

/* Is the row the sum of others, from an earlier run? */
static inline bool
others_is_sum(const struct others *o, const struct str *field)
{
	for (size_t i = 0; i < o->named.n; i++)
		if (!str_is(field[o->named.at[i]], "OTHERS"))
			return false;
	return o->named.n > 0;
}

/* Was a row of the group added? */
bool others_has(const struct others *o, struct str group);

/* Adds a row that was cut off; `raw` is its line. Dies if a sum exceeds 128 bits. */
void others_add(struct others *o, struct str group, struct str raw);

/*
 * The row for a group, a field per column, valid until the next call; null if no row was cut off.
 * `kept` are the `n` other rows of the group. Measures are summed, shares worked out from the sums,
 * flags united; columns that do not add up (a mean, a change, a text) are empty.
 */
const struct str *others_row(
    struct others *o, struct str group, const struct rank_row *kept, uint32_t n);

/* Removes all groups. */
void others_clear(struct others *o);
void others_free(struct others *o);

#endif
