/*
 * series: what one reporter says of one flow in one period, and what is known of its rows.
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
	uint64_t passed;     /* rows */
	struct numset codes; /* numbers of their commodities, if G3 is to check them */
	unsigned lengths;    /* lengths of those codes, as bits */
	unsigned editions;   /* H0..H9 of its rows, as bits */
	unsigned dropped;    /* guards that dropped rows, as bits of enum reason */
	struct str first_partner, last_partner; /* of its rows, if it is of a part of the input */
};

/* Zero is a good empty one. */
struct series_table {
	struct numtab numbers;
	struct series *series; /* by number */
	size_t n, cap;
	struct numtab_key last_key; /* the one before: rows of a series follow each other */
	uint32_t last;
};

/* The number of a series, new or not. */
uint32_t series_number(struct series_table *t, const struct date *date, const struct flow *flow,
    const struct party *reporter);

/* All series in the order of period, flow and reporter; the caller frees the list. */
const struct series **series_sorted(const struct series_table *t);

/* Appends "2022 M USA" to a message. */
void series_say(const struct series *s, struct buf *to);

void series_free(struct series_table *t);

#endif
