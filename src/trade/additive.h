/*
 * additive: refuses rows that hold the same trade twice when they are added up or compared,
 * although each of them is correct.
 *
 *	a = additive_new(columns, &grouping, NULL, &measures, allowed);
 *	additive_want(a, in);		where only some columns are read
 *	additive_add(a, in);		for each row
 *	additive_check(a);		after the last row, before any result is written
 *
 * A check is made where the columns that tell such rows apart are not in the grouping. Its place is
 * a series (a period, flow and reporter), whatever its partners, for a table without a column keeps
 * no trace of it. So memory is bounded by the number of series and of their codes.
 */
#ifndef RELIANCE_TRADE_ADDITIVE_H
#define RELIANCE_TRADE_ADDITIVE_H

#include "additive-quick.h"

struct additive;

/* The text of --help for --allow, the option that consents, the same in every filter. */
#define ADDITIVE_HELP                                                                       \
	"add up what counts trade twice: mirrored, months, groups, nested, detail, units, " \
	"reconciled"

/* The kinds in the argument of --allow, as bits; an unknown one is misuse. */
unsigned additive_kinds(const char *list);

/*
 * Makes the checks for a table. `grouping` are the columns that define a group, `cut` the number of
 * leading characters of each that count (0 for all; null: all count whole), `measures` the columns
 * that are added up; without one, nothing is checked. `allowed` are kinds that are not checked. To
 * compare periods, leave the period out of `grouping`. The lists are copied; `columns` must outlive
 * the result, which additive_free() frees.
 */
struct additive *additive_new(const struct columns *columns, const struct column_list *grouping,
    const size_t *cut, const struct column_list *measures, unsigned allowed);

/* Selects the columns that additive_add() reads. */
void additive_want(const struct additive *a, struct tablein *in);

/* Private: the part of additive_add() that is not inline. */
void additive_look(struct additive *a, const struct tablein *in);

/* Adds the current row of `in`. Its first measure, if it is checked, must be a number or empty. */
static inline void
additive_add(struct additive *a, const struct tablein *in)
{
	const struct additive_quick *q = (const struct additive_quick *)a;

	if (!q->watching || (q->settled && streak_continues(&q->streak, tablein_raw(in)) &&
				(q->flags < 0 || tablein_fields(in)[q->flags].n == 0)))
		return;
	additive_look(a, in);
}

/*
 * Ends the program if rows so far hold the same trade twice. The message names a place, how many
 * rows of how much value are too many there, in how many other places it is the same, and what to
 * do.
 */
void additive_check(const struct additive *a);

/* Null is ignored. */
void additive_free(struct additive *a);

#endif
