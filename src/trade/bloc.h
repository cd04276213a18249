/*
 * bloc: groups of countries that count as one, with dates of membership.
 *
 * The built-in blocs are blocs.csv. A user's file has the same columns: bloc, member, from, to. The
 * first and last day of membership are YYYY, YYYYMM or YYYY-MM-DD, or empty for no limit; a year or
 * month means its first day in `from` and its last day in `to`.
 */
#ifndef RELIANCE_TRADE_BLOC_H
#define RELIANCE_TRADE_BLOC_H

#include "lib/hash/keytab.h"
#include "period.h"

struct bloc_member {
	struct str bloc, member;
	int from, to; /* YYYYMMDD, inclusive */
};

/* The selected blocs. A zeroed set is empty and ready to use. */
struct bloc_set {
	struct bloc_member *member;
	size_t n, cap;
	struct keytab members; /* codes */
	size_t *first;         /* by number of the code: its latest membership in `member` ... */
	size_t *next;          /* ... and by membership: the next of the same code, or SIZE_MAX */
	size_t first_cap, next_cap;
	struct arena text;
};

enum bloc_result { BLOC_FOUND, BLOC_UNKNOWN, BLOC_EMPTY };

enum { BLOC_ANY_DAY = 0 };

/*
 * Adds a built-in bloc, or, unless `day` is BLOC_ANY_DAY, its members of that day (YYYYMMDD)
 * without limit of time. BLOC_UNKNOWN: no bloc has that name. BLOC_EMPTY: it had no members on that
 * day.
 */
enum bloc_result bloc_add(struct bloc_set *set, struct str name, int day);

/* Parses YYYY-MM-DD, or YYYYMM or YYYY, which mean their last day, into YYYYMMDD. */
bool bloc_parse_day(struct str s, int *day);

/* Adds a membership; copies the text. False if a name is empty or the dates are invalid. */
bool bloc_add_member(
    struct bloc_set *set, struct str bloc, struct str member, struct str from, struct str to);

/*
 * The membership of `code` on `date` (YYYYMMDD), or null. Unless `other` is null, `*other` is set
 * to a membership in a second bloc on that date, which makes the result ambiguous, or to null.
 */
const struct bloc_member *bloc_find(
    const struct bloc_set *set, struct str code, int date, const struct bloc_member **other);

void bloc_free(struct bloc_set *set);

/* The names of the built-in blocs for a message, "ASEAN, AUKUS, ...", held in `to`. */
const char *bloc_names(struct buf *to);

#endif
