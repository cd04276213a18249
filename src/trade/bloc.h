/*
 * bloc: countries that are counted as one, by date.
 *
 * Built-in blocs are blocs.csv beside this file; a file of one's own has the same columns, bloc,
 * member, from, to: the first and the last day of membership (YYYY, YYYYMM or YYYY-MM-DD; a year
 * stands for its first day in `from` and its last in `to`), empty for no limit.
 */
#ifndef RELIANCE_TRADE_BLOC_H
#define RELIANCE_TRADE_BLOC_H

#include "lib/hash/keytab.h"
#include "period.h"

struct bloc_member {
	struct str bloc, member;
	int from, to; /* YYYYMMDD, both included */
};

/* The blocs chosen; zero is none. */
struct bloc_set {
	struct bloc_member *member;
	size_t n, cap;
	struct keytab members; /* codes */
	size_t *first;         /* by code: its first membership in `member` ... */
	size_t *next;          /* ... and by membership the next of the same code, or SIZE_MAX */
	size_t first_cap, next_cap;
	struct arena text;
};

/* Adds a built-in bloc; false if there is none of that name. */
bool bloc_add(struct bloc_set *set, struct str name);

/* Adds a membership; false if a date makes no sense. */
bool bloc_add_member(
    struct bloc_set *set, struct str bloc, struct str member, struct str from, struct str to);

/*
 * The membership that `code` has on `date` (YYYYMMDD), or null. `*other` (may be null) is set to a
 * second one in another bloc, if there is one: then no single answer is right.
 */
const struct bloc_member *bloc_find(
    const struct bloc_set *set, struct str code, int date, const struct bloc_member **other);

void bloc_free(struct bloc_set *set);

/* The names of the built-in blocs for a message, "AUKUS, BRICS, ...". */
const char *bloc_names(struct buf *to);

#endif
