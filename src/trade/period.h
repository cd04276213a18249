/*
 * period: the time a row is about, a year (YYYY) or a month (YYYYMM), and sets of them.
 */
#ifndef RELIANCE_TRADE_PERIOD_H
#define RELIANCE_TRADE_PERIOD_H

#include "lib/mem.h"

struct period {
	int year;
	int month; /* 1..12, or 0 for the whole year */
};

/* False unless `s` is YYYY or YYYYMM with a month from 01 to 12. */
bool period_parse(struct str s, struct period *out);

/* Its last day as the number YYYYMMDD: the date by which membership of a bloc is judged. */
int period_last_day(struct period p);

/* Ranges of periods, both ends included; zero is the empty set. */
struct period_set {
	struct period_range {
		struct period from, to;
	} * range;
	size_t n, cap;
};

/*
 * Adds "2012-2023,2024" or "202301-202306". Returns null, or the part that is no period or range:
 * ends of two kinds, or the later one first.
 */
const char *period_set_add(struct period_set *set, const char *text, struct buf *why);

/* A year in the set takes its months along; a month takes no year. */
bool period_set_has(const struct period_set *set, struct period p);

void period_set_free(struct period_set *set);

#endif
