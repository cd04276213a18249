/*
 * period: the time that a row covers, a year (YYYY) or a month (YYYYMM), and sets of periods.
 */
#ifndef RELIANCE_TRADE_PERIOD_H
#define RELIANCE_TRADE_PERIOD_H

#include "lib/mem.h"

struct period {
	int year;
	int month; /* 1..12, or 0 for the whole year */
};

/* Parses YYYY or YYYYMM; false if `s` is neither. */
bool period_parse(struct str s, struct period *out);

/* The last day, as the number YYYYMMDD. Membership of a bloc is judged on that day. */
int period_last_day(struct period p);

/* Inclusive ranges of periods. A zeroed set is empty and ready to use. */
struct period_set {
	struct period_range {
		struct period from, to;
	} * range;
	size_t n, cap;
};

/*
 * Adds "2012-2023,2024" or "202301-202306". Returns null, or the invalid item, held in `why`: not a
 * period, a range from a year to a month, or a range that ends before it begins.
 */
const char *period_set_add(struct period_set *set, const char *text, struct buf *why);

/* Is the period in the set? A year includes its months; a range of months never includes a year. */
bool period_set_has(const struct period_set *set, struct period p);

void period_set_free(struct period_set *set);

#endif
