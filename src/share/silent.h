/*
 * silent: countries that report in one period and have no rows in the next or the one before.
 *
 * Where the reporters of a group are added up, a country that has not reported yet makes the shares
 * of all others rise. The side that reports is `reporter`, or `partner` in mirrored rows. A country
 * is present in a flow of a period, or it is not: a missing commodity is no trade.
 */
#ifndef RELIANCE_SHARE_SILENT_H
#define RELIANCE_SHARE_SILENT_H

#include "lib/csv/streak.h"
#include "lib/hash/keytab.h"
#include "trade/seen.h"

/* A country in a flow of a period. */
struct silent_member {
	dec value;
	struct str name; /* in the keys of `members` */
	uint32_t slice;
};

/* A flow of a period. */
struct silent_slice {
	dec value;             /* of its members; set by silent_prepare() */
	uint32_t period, flow; /* numbers in the tables of both */
};

struct silent {
	struct seen *seen;                          /* who has reported, of --seen; or null */
	int period, flow, reporter, partner, flags; /* columns; COLUMN_NONE if not used */
	struct keytab periods, flows, slices, members;
	struct silent_slice *slice;
	struct silent_member *member;
	size_t slice_cap, member_cap;
	bool reconciled;         /* some row is made from both reports, so no one is silent */
	bool mirrored;           /* some row is told by its partner */
	struct column_list side; /* the columns of a member of a row without flags */
	struct streak streak;    /* rows of one member, without flags */
	size_t last;             /* that member */
	struct keytab pairs;     /* of silent_between() */
	bool *gap;               /* by pair */
	size_t gap_cap;
	struct buf key;
};

/*
 * Begins in `s`, which is zeroed but for `seen`; silent_free() frees it. Watches nothing if the
 * period is not in `within`, or if the side that reports is.
 */
void silent_begin(struct silent *s, const struct columns *c, const struct column_list *within);

/* Adds the current row; `value` is its first measure, or negative. */
void silent_add_slowly(struct silent *s, const struct tablein *in, dec value);

static inline void
silent_add(struct silent *s, const struct tablein *in, dec value)
{
	if (s->period < 0)
		return;
	if ((s->flags < 0 || tablein_fields(in)[s->flags].n == 0) &&
	    streak_continues(&s->streak, tablein_raw(in)) && value < DEC_ONE << 60)
		s->member[s->last].value += value > 0 ? value : 0;
	else
		silent_add_slowly(s, in, value);
}

/* Sums up the members after the last row. */
void silent_prepare(struct silent *s);

/*
 * Was a country with a thousandth or more of a flow in one of two periods silent in the other?
 * `flow` is null for all flows. Always false without a list of --seen.
 */
bool silent_between(struct silent *s, const struct str *flow, struct str period, struct str other);

/* Warns about the largest of neighbouring periods. */
void silent_report(struct silent *s);

void silent_free(struct silent *s);

#endif
