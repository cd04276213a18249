#include "coverage.h"

#include <stdlib.h>

#include "lib/die.h"

enum { NAMED = 5 }; /* how many of a kind a message names */

static void
count(size_t **counts, size_t *cap, size_t number, bool fresh, size_t more)
{
	mem_grow(counts, cap, number, sizeof **counts);
	if (fresh)
		(*counts)[number] = 0;
	(*counts)[number] += more;
}

void
coverage_add(struct coverage *c, struct str period, struct str value)
{
	static struct buf key;
	const struct str pair[] = { period, value };
	bool fresh, fresh_period, fresh_value;

	keytab_add(&c->pairs, key_join(&key, pair, 2), &fresh);
	if (!fresh)
		return;
	size_t p = keytab_add(&c->periods, period, &fresh_period);
	size_t v = keytab_add(&c->values, value, &fresh_value);
	count(&c->in_period, &c->period_cap, p, fresh_period, 1);
	count(&c->of_value, &c->value_cap, v, fresh_value, 1);
}

bool
coverage_balanced(const struct coverage *c, struct str value)
{
	size_t v = keytab_find(&c->values, value);

	return v != SIZE_MAX && c->of_value[v] == c->periods.n;
}

void
coverage_report_reporters(const struct coverage *c)
{
	size_t *order = keytab_sorted(&c->periods), least = 0, most = 0;

	for (size_t i = 0; i < c->periods.n; i++) {
		size_t n = c->in_period[order[i]];
		if (n < c->in_period[order[least]])
			least = i;
		if (n > c->in_period[order[most]])
			most = i;
	}
	if (c->periods.n > 0 && least != most)
		warn(
		    "the number of reporters differs over the %zu periods: %zu in %.*s, %zu in %.*s; "
		    "--balanced reporter keeps those that every period has",
		    c->periods.n, c->in_period[order[least]], STR_ARG(c->periods.key[order[least]]),
		    c->in_period[order[most]], STR_ARG(c->periods.key[order[most]]));
	free(order);
}

void
coverage_report_balanced(const struct coverage *c, const char *column)
{
	size_t kept = 0;

	for (size_t v = 0; v < c->values.n; v++)
		kept += c->of_value[v] == c->periods.n;
	warn("%zu of %zu values of %s are in all %zu periods and kept", kept, c->values.n, column,
	    c->periods.n);
}

void
coverage_free(struct coverage *c)
{
	keytab_free(&c->periods);
	keytab_free(&c->values);
	keytab_free(&c->pairs);
	free(c->in_period);
	free(c->of_value);
}

void
months_add(struct months *m, struct str series, unsigned seen)
{
	bool fresh;
	size_t number = keytab_add(&m->series, series, &fresh);

	mem_grow(&m->seen, &m->cap, number, sizeof *m->seen);
	if (fresh)
		m->seen[number] = 0;
	m->seen[number] |= (uint16_t)seen;
}

struct months
months_balanced(const struct months *m, const struct coverage *c)
{
	struct months kept = { 0 };

	for (size_t i = 0; i < m->series.n; i++) {
		struct str key = m->series.key[i], last;
		last = key_last_part(&key);
		if (coverage_balanced(c, last))
			months_add(&kept, key, m->seen[i]);
	}
	return kept;
}

void
months_report(const struct months *m)
{
	size_t *order = keytab_sorted(&m->series), partial = 0;
	struct buf list = { 0 };

	for (size_t i = 0; i < m->series.n; i++) {
		unsigned seen = m->seen[order[i]];
		int months = __builtin_popcount(seen >> 1);
		if ((seen & 1) != 0 && months > 0) {
			list.n = 0;
			key_say(&list, m->series.key[order[i]]);
			die("%s has a row for the year and rows for its months: the sum would count "
			    "twice; select one with fetch-normalise --freq",
			    buf_text(&list));
		}
		if (months == 0 || months == 12 || partial++ >= NAMED)
			continue;
		buf_add(&list, str_of(list.n > 0 ? ", " : ""));
		key_say(&list, m->series.key[order[i]]);
		buf_printf(&list, " (%d)", months);
	}
	if (partial > NAMED)
		buf_printf(&list, " and %zu more", partial - NAMED);
	if (partial > 0)
		warn("years with fewer than 12 months: %s", buf_text(&list));
	buf_free(&list);
	free(order);
}

void
months_free(struct months *m)
{
	keytab_free(&m->series);
	free(m->seen);
}
