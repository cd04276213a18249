#include "where.h"

#include <stdlib.h>

#include "csvin.h"
#include "lib/die.h"

static const struct {
	const char *text;
	bool negated;
	enum where_kind kind;
} operators[] = { { "!=", true, WHERE_LISTED }, { "=", false, WHERE_LISTED },
	{ "<=", false, WHERE_AT_MOST }, { ">=", false, WHERE_AT_LEAST }, { "<", false, WHERE_LESS },
	{ ">", false, WHERE_MORE } };

enum { OPERATORS = sizeof operators / sizeof *operators };

/* The operator at the beginning of `text`; OPERATORS if there is none. */
static size_t
operator_at(const char *text)
{
	size_t i = 0;

	while (i < OPERATORS && strncmp(text, operators[i].text, strlen(operators[i].text)) != 0)
		i++;
	return i;
}

static void
read_values(struct where *w, struct condition *c, const char *option, const char *text)
{
	struct csvin *list = csvin_of_option(option, text, ',');

	for (size_t i = 0; i < csvin_count(list); i++) {
		mem_grow(&c->value, &c->cap, c->values, sizeof *c->value);
		c->value[c->values++] = arena_copy(&w->text, csvin_field(list, i));
	}
	csvin_close(list);
	if (c->kind != WHERE_LISTED &&
	    (c->values != 1 || dec_parse(str_trim(c->value[0]), &c->bound) != DEC_OK))
		misuse("--%s compares %.*s with '%s', which is not a number", option,
		    STR_ARG(c->column), text);
}

void
where_add(struct where *w, const char *option, const char *text)
{
	const char *at = text;

	while (*at != '\0' && operator_at(at) == OPERATORS)
		at++;
	if (*at == '\0' || at == text)
		misuse("--%s is '%s', not COL=VALUE, COL!=VALUE, or COL>=NUMBER (also >, <, <=)",
		    option, text);
	size_t i = operator_at(at);
	struct condition c = { .column = { text, (size_t)(at - text) },
		.kind = operators[i].kind,
		.negated = operators[i].negated };
	read_values(w, &c, option, at + strlen(operators[i].text));
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

/* Does the cell meet a condition that compares numbers? */
static bool
compares(struct condition *c, struct str cell)
{
	dec x;
	enum dec_result r = dec_parse(cell, &x);

	c->bad = r != DEC_OK && r != DEC_EMPTY;
	if (r != DEC_OK)
		return false;
	switch (c->kind) {
	case WHERE_LESS: return x < c->bound;
	case WHERE_AT_MOST: return x <= c->bound;
	case WHERE_MORE: return x > c->bound;
	case WHERE_AT_LEAST: return x >= c->bound;
	case WHERE_LISTED: break;
	}
	return false;
}

bool
where_holds(const struct where *w, const struct str *field)
{
	bool all = true;

	for (size_t i = 0; i < w->n; i++) {
		struct condition *c = &w->condition[i];
		struct str cell = field[c->at];
		bool holds = c->kind == WHERE_LISTED ? condition_lists(c, cell) != c->negated
						     : compares(c, cell);
		c->met |= holds;
		all &= holds;
	}
	return all;
}

void
where_check(const struct where *w, const struct tablein *in)
{
	dec ignored;

	for (size_t i = 0; i < w->n; i++)
		if (w->condition[i].bad)
			(void)tablein_number(in, w->condition[i].at, &ignored);
}

void
where_report(const struct where *w, const char *option)
{
	for (size_t i = 0; i < w->n; i++) {
		const struct condition *c = &w->condition[i];
		size_t op = 0;
		if (c->met || c->values == 0)
			continue;
		while (operators[op].kind != c->kind || operators[op].negated != c->negated)
			op++;
		warn("--%s: no row has %.*s%s%.*s%s", option, STR_ARG(c->column),
		    operators[op].text, STR_ARG(c->value[0]), c->values > 1 ? ",..." : "");
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
