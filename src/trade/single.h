/*
 * single: are these single records, not sums? Then a supplier of several goods is there several
 * times, and none of its rows says how much comes from it. One watch for share and rank.
 */
#ifndef RELIANCE_TRADE_SINGLE_H
#define RELIANCE_TRADE_SINGLE_H

#include "lib/csv/columns.h"
#include "lib/hash/keytab.h"

struct single {
	struct column_list key; /* the group's columns, and the supplier's */
	bool watching;          /* until a supplier is there twice */
	struct keytab seen;     /* keys */
	struct buf row, twice;  /* the key of a row; the first that is there twice, or empty */
};

/*
 * Watches what fetch-normalise and filter-hs write, which is known by its column `flags`; a table of
 * other columns has been added up by somebody. The lists are not kept.
 */
void single_begin(struct single *s, const struct columns *c, const struct column_list *within,
    const struct column_list *measures);

void single_look(struct single *s, const struct str *field);

/* Warns if there was a supplier twice; `each` says what became of each of its rows. */
void single_warn(const struct single *s, const char *each);

void single_free(struct single *s);

#endif
