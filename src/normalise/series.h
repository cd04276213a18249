/*
 * series: a period, flow and reporter, and what the guards record about its rows.
 */
#ifndef RELIANCE_NORMALISE_SERIES_H
#define RELIANCE_NORMALISE_SERIES_H

#include "lib/hash/numset.h"
#include "lib/hash/numtab.h"
#include "source/row.h"

struct series {
	const struct date *date;
	const struct flow *flow;
	const struct party *reporter;
	uint64_t passed;     /* rows that passed all guards */
	struct numset codes; /* numbers of their commodities, if G3 checks them */
	unsigned lengths;    /* lengths of those codes, as bits */
	unsigned editions;   /* H0..H9 of the rows, as bits */
	unsigned dropped;    /* guards that dropped rows, as bits of enum reason */
	struct str first_partner, last_partner; /* the range of partners, with --part only */
};

/* A zeroed table is empty and ready to use. */
struct series_table {
	struct numtab numbers;
	struct series *series; /* by number */
	size_t n, cap;
	struct numtab_key last_key; /* caches the last lookup: consecutive rows share a series */
	uint32_t last;
};

/* The number of a series, which is added if it is new. Keeps the pointers. */
uint32_t series_number(struct series_table *t, const struct date *date, const struct flow *flow,
    const struct party *reporter);

/* All series, sorted by period, flow and reporter; the caller frees the list only. */
const struct series **series_sorted(const struct series_table *t);

/* Appends the series to a message: "2022 M USA". */
void series_describe(const struct series *s, struct buf *to);

void series_free(struct series_table *t);

#endif
