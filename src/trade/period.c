#include "period.h"

#include <stdlib.h>

static int
number(const char *p, size_t n)
{
	int x = 0;

	for (size_t i = 0; i < n; i++)
		x = x * 10 + (p[i] - '0');
	return x;
}

bool
period_parse(struct str s, struct period *out)
{
	if ((s.n != 4 && s.n != 6) || !str_digits(s))
		return false;
	out->year = number(s.p, 4);
	out->month = s.n == 6 ? number(s.p + 4, 2) : 0;
	return out->year > 0 && (s.n == 4 || (out->month >= 1 && out->month <= 12));
}

int
period_last_day(struct period p)
{
	static const int days[] = { 31, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (p.year % 4 == 0 && p.year % 100 != 0) || p.year % 400 == 0;
	int month = p.month > 0 ? p.month : 12;
	int day = days[p.month] + (p.month == 2 && leap);

	return p.year * 10000 + month * 100 + day;
}

/* A number to compare two years or two months by. */
static int
order(struct period p)
{
	return p.year * 100 + p.month;
}

static bool
parse_range(struct str s, struct period_range *r)
{
	const char *dash = s.n > 0 ? memchr(s.p, '-', s.n) : NULL;

	if (dash == NULL) {
		if (!period_parse(s, &r->from))
			return false;
		r->to = r->from;
		return true;
	}
	size_t n = (size_t)(dash - s.p);
	return period_parse((struct str){ s.p, n }, &r->from) &&
	       period_parse((struct str){ dash + 1, s.n - n - 1 }, &r->to) &&
	       (r->from.month == 0) == (r->to.month == 0) && order(r->from) <= order(r->to);
}

const char *
period_set_add(struct period_set *set, const char *text, struct buf *why)
{
	struct str rest = str_of(text), part;

	while (str_split(&rest, ',', &part)) {
		mem_grow(&set->range, &set->cap, set->n, sizeof *set->range);
		if (!parse_range(str_trim(part), &set->range[set->n])) {
			why->n = 0;
			buf_add(why, part);
			return buf_text(why);
		}
		set->n++;
	}
	return NULL;
}

bool
period_set_has(const struct period_set *set, struct period p)
{
	for (size_t i = 0; i < set->n; i++) {
		const struct period_range *r = &set->range[i];
		if (r->from.month == 0
			? p.year >= r->from.year && p.year <= r->to.year
			: p.month > 0 && order(p) >= order(r->from) && order(p) <= order(r->to))
			return true;
	}
	return false;
}

void
period_set_free(struct period_set *set)
{
	free(set->range);
	*set = (struct period_set){ 0 };
}
