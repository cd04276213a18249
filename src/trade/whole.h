/*
 * whole: are the rows of a table the whole of their groups? A share of what an earlier step left
 * over is no share of the whole.
 *
 * Rows of selected partners have flag x. Rows that rank has cut have a column `rank`; they are
 * whole only if it added OTHERS, or if their printed shares add up.
 */
#ifndef RELIANCE_TRADE_WHOLE_H
#define RELIANCE_TRADE_WHOLE_H

#include "lib/csv/columns.h"
#include "lib/num/decimal.h"

struct whole {
	bool consent;                  /* --selected */
	int flags;                     /* the column, or COLUMN_NONE if it is not checked */
	int rank, share;               /* likewise; `share` holds printed shares */
	struct column_list describing; /* columns left of the first measure */
	struct str measure;            /* the name of the first one */
	uint64_t rows, selected;       /* rows, and those with flag x */
	dec value, selected_value;     /* their sums */
	bool others;                   /* some row is OTHERS */
	dec scale;                     /* what the printed shares of a group add up to */
	dec shares;                    /* sum of the printed shares */
	unsigned decimals;             /* the most of a printed share */
	bool unread;                   /* a printed share is no number */
};

/*
 * Begins in `w`, which is zeroed but for `consent`; whole_free() frees it. `grouping` are the
 * columns of a group, `measures` what is totalled.
 */
void whole_begin(struct whole *w, const struct columns *c, const struct column_list *grouping,
    const struct column_list *measures);

/* Adds a row that is in the total of its group. `value` is its first measure, or negative. */
void whole_add_checked(struct whole *w, const struct str *field, dec value);

static inline void
whole_add(struct whole *w, const struct str *field, dec value)
{
	if (w->flags < 0 && w->rank < 0)
		return;
	if (w->rank >= 0 || field[w->flags].n > 0 || value >= DEC_ONE << 60) {
		whole_add_checked(w, field, value);
		return;
	}
	w->rows++;
	w->value += value > 0 ? value : 0; /* cannot overflow: 10^11 rows of the limit above fit */
}

/* Dies if some partners were selected, with advice. Call it before a group is printed. */
void whole_refuse_selected(const struct whole *w, const char *advice);

/* Dies if rank has cut the rows, which are those of `groups` groups. Call it after the last row. */
void whole_refuse_cut(const struct whole *w, uint64_t groups);

void whole_free(struct whole *w);

#endif
