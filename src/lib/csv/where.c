#include "where.h"

#include <stdlib.h>

#include "csvin.h"
#include "lib/die.h"

void
where_add(struct where *w, const char *option, const char *text)
{
	const char *equals = strchr(text, '=');

	if (equals == NULL || equals == text || (equals == text + 1 && text[0] == '!'))
		misuse("--%s is '%s', not COL=VALUE or COL!=VALUE", option, text);
	struct condition c = { .negated = equals[-1] == '!' };
	c.column = (struct str){ text, (size_t)(equals - text) - c.negated };
	struct csvin *list = csvin_of_option(option, equals + 1, ',');
	for (size_t i = 0; i < csvin_count(list); i++) {
		mem_grow(&c.value, &c.cap, c.values, sizeof *c.value);
		c.value[c.values++] = arena_copy(&w->text, csvin_field(list, i));
	}
	csvin_close(list);
	mem_grow(&w->condition, &w->cap, w->n, sizeof *w->condition);
	w->condition[w->n++] = c;
}

void
where_bind(struct where *w, const struct columns *columns)
{
	for (size_t i = 0; i < w->n; i++)
		w->condition[i].at = columns_need(columns, w->condition[i].column);
}

/* Is `range` FROM-TO, and `value` in it? All three are digits of equal length. */
static bool
in_range(struct str range, struct str value)
{
	size_t n = (range.n - 1) / 2;

	if (range.n < 3 || range.n % 2 == 0 || range.p[n] != '-' || value.n != n)
		return false;
	struct str from = { range.p, n }, to = { range.p + n + 1, n };
	return str_digits(from) && str_digits(to) && str_digits(value) &&
	       str_cmp(value, from) >= 0 && str_cmp(value, to) <= 0;
}

bool
condition_lists(const struct condition *c, struct str value)
{
	for (size_t i = 0; i < c->values; i++)
		if (str_eq(c->value[i], value) || in_range(c->value[i], value))
			return true;
	return false;
}

bool
where_holds(const struct where *w, const struct str *field)
{
	bool all = true;

	for (size_t i = 0; i < w->n; i++) {
		struct condition *c = &w->condition[i];
		bool holds = condition_lists(c, field[c->at]) != c->negated;
		c->met |= holds;
		all &= holds;
	}
	return all;
}

void
where_report(const struct where *w, const char *option)
{
	for (size_t i = 0; i < w->n; i++) {
		const struct condition *c = &w->condition[i];
		if (!c->met && c->values > 0)
			warn("--%s: no row has %.*s%s%.*s%s", option, STR_ARG(c->column),
			    c->negated ? "!=" : "=", STR_ARG(c->value[0]),
			    c->values > 1 ? ",..." : "");
	}
}

void
where_free(struct where *w)
{
	for (size_t i = 0; i < w->n; i++)
		free(w->condition[i].value);
	free(w->condition);
	arena_free(&w->text);
}
