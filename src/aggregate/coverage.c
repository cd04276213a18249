#include "coverage.h"

#include <stdlib.h>

#include "lib/die.h"
#include "lib/examples.h"

/* Increments the counter of a key, whose number is new if `fresh`. */
static void
count(size_t **counts, size_t *cap, size_t number, bool fresh)
{
	mem_grow(counts, cap, number, sizeof **counts);
	if (fresh)
		(*counts)[number] = 0;
	(*counts)[number]++;
}

void
coverage_add(struct coverage *c, struct str scope, struct str period, struct str value)
{
	struct buf *key = &c->key;
	const struct str triple[] = { scope, period, value }, pair[] = { scope, value };
	bool fresh, fresh_slice, fresh_value;

	key_join(key, triple, 3);
	if (c->triples.n > 0 && str_eq(buf_str(key), buf_str(&c->last)))
		return; /* consecutive rows often agree */
	c->last.n = 0;
	buf_add(&c->last, buf_str(key));
	keytab_add(&c->triples, buf_str(key), &fresh);
	if (!fresh)
		return;
	keytab_add(&c->periods, period, NULL);
	size_t p = keytab_add(&c->slices, key_join(key, triple, 2), &fresh_slice);
	size_t v = keytab_add(&c->values, key_join(key, pair, 2), &fresh_value);
	count(&c->slice_values, &c->slice_cap, p, fresh_slice);
	count(&c->value_periods, &c->value_cap, v, fresh_value);
}

static bool
is_balanced(const struct coverage *c, size_t v)
{
	return c->value_periods[v] == c->periods.n;
}

void
coverage_key_add(struct buf *key, struct str scope, struct str value)
{
	buf_add_byte(key, '\0');
	buf_add(key, scope);
	buf_add_byte(key, '\0');
	buf_add(key, value);
}

bool
coverage_key_balanced(struct coverage *c, struct str *key)
{
	const struct str value = key_last_part(key), scope = key_last_part(key);
	size_t v = keytab_find(&c->values, key_join(&c->key, (struct str[]){ scope, value }, 2));

	return v != SIZE_MAX && is_balanced(c, v);
}

size_t
coverage_periods(struct coverage *c, struct str scope, struct str value)
{
	size_t v = keytab_find(&c->values, key_join(&c->key, (struct str[]){ scope, value }, 2));

	return v != SIZE_MAX ? c->value_periods[v] : 0;
}

static size_t
count_balanced(const struct coverage *c)
{
	size_t n = 0;

	for (size_t v = 0; v < c->values.n; v++)
		n += is_balanced(c, v);
	return n;
}

void
coverage_report_reporters(const struct coverage *c)
{
	size_t *order = keytab_sorted(&c->slices), least = 0, most = 0;
	size_t kept = count_balanced(c);
	struct buf few = { 0 }, many = { 0 };

	for (size_t i = 0; i < c->slices.n; i++) {
		if (c->slice_values[order[i]] < c->slice_values[order[least]])
			least = i;
		if (c->slice_values[order[i]] > c->slice_values[order[most]])
			most = i;
	}
	if (kept < c->values.n) {
		key_describe(&few, c->slices.key[order[least]]);
		key_describe(&many, c->slices.key[order[most]]);
		warn(
		    "the reporters differ between periods: %zu of %zu are in all periods; a period has "
		    "%zu (%s) to %zu (%s); --balanced reporter keeps those in all",
		    kept, c->values.n, c->slice_values[order[least]], buf_text(&few),
		    c->slice_values[order[most]], buf_text(&many));
	}
	buf_free(&few);
	buf_free(&many);
	free(order);
}

void
coverage_report_balanced(const struct coverage *c, const char *column)
{
	size_t least = 0;
	struct buf few = { 0 };

	for (size_t p = 1; p < c->slices.n; p++)
		if (c->slice_values[p] < c->slice_values[least])
			least = p;
	if (c->slices.n > 0)
		key_describe(&few, c->slices.key[least]);
	warn(
	    "kept the values of %s that are in all %zu period%s: %zu of %zu; %s has the fewest (%zu)",
	    column, c->periods.n, plural(c->periods.n), count_balanced(c), c->values.n,
	    buf_text(&few), c->slices.n > 0 ? c->slice_values[least] : 0);
	buf_free(&few);
}

void
coverage_free(struct coverage *c)
{
	keytab_free(&c->periods);
	keytab_free(&c->slices);
	keytab_free(&c->values);
	keytab_free(&c->triples);
	buf_free(&c->last);
	buf_free(&c->key);
	free(c->slice_values);
	free(c->value_periods);
}

void
months_add(struct months *m, struct str series, unsigned seen)
{
	bool fresh;

	if (m->series.n > 0 && str_eq(m->series.key[m->last], series)) {
		m->seen[m->last] |= (uint16_t)seen;
		return;
	}
	size_t number = m->last = keytab_add(&m->series, series, &fresh);
	mem_grow(&m->seen, &m->cap, number, sizeof *m->seen);
	if (fresh)
		m->seen[number] = 0;
	m->seen[number] |= (uint16_t)seen;
}

struct months
months_balanced(const struct months *m, struct coverage *c)
{
	struct months kept = { 0 };

	for (size_t i = 0; i < m->series.n; i++) {
		struct str key = m->series.key[i];
		if (coverage_key_balanced(c, &key))
			months_add(&kept, key, m->seen[i]);
	}
	return kept;
}

void
months_report(const struct months *m)
{
	size_t *order = keytab_sorted(&m->series);
	struct examples list = { 0 };

	for (size_t i = 0; i < m->series.n; i++) {
		unsigned seen = m->seen[order[i]];
		int months = __builtin_popcount(seen >> 1);
		struct buf *name = months > 0 && months < 12 ? examples_next(&list) : NULL;
		if (name == NULL)
			continue;
		key_describe(name, m->series.key[order[i]]);
		buf_printf(name, " (%d)", months);
	}
	if (list.n > 0)
		warn("years with fewer than 12 months: %s", examples_text(&list));
	examples_free(&list);
	free(order);
}

void
months_free(struct months *m)
{
	keytab_free(&m->series);
	free(m->seen);
}
