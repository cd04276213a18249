#include "grid.h"

#include <stdlib.h>

#include "lib/die.h"
#include "lib/nearest.h"
#include "trade/roles.h"

/* Columns of the filters that hold codes and not numbers, even if all of them are digits. */
static const char *const codes[] = { "period", "flow", "reporter", "partner", "edition", "hs",
	"hs6", "basket", "flags" };

static bool
holds_codes(struct str name)
{
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (str_is(name, codes[i]))
			return true;
	return false;
}

/* Is it a number, and not a code with leading zeros? */
static bool
is_number(struct str s)
{
	dec x;
	size_t sign = s.n > 0 && (s.p[0] == '-' || s.p[0] == '+');

	if (s.n > sign + 1 && s.p[sign] == '0' && is_digit(s.p[sign + 1]))
		return false;
	return dec_parse(s, &x) == DEC_OK;
}

static bool
all_numbers(const struct grid *g, size_t column)
{
	bool any = false;

	for (size_t r = 0; r < g->rows; r++) {
		struct str cell = grid_row(g, r)[column];
		if (cell.n > 0 && !is_number(cell))
			return false;
		any = any || cell.n > 0;
	}
	return any;
}

void
grid_begin(struct grid *g, const struct columns *c)
{
	g->columns = c->n;
	g->column = mem_zalloc(c->n, sizeof *g->column);
	for (size_t i = 0; i < c->n; i++) {
		(void)columns_need(c, c->name[i]);
		struct str name = arena_copy(&g->text, c->name[i]);
		g->column[i] = (struct grid_column){ .name = name, .source = name, .digits = -1 };
	}
}

static void
find_numbers(struct grid *g, const struct columns *c)
{
	const struct column_list none = { 0 };
	size_t first = roles_first_measure(c, &none);

	for (size_t i = 0; i < g->columns; i++)
		g->column[i].numeric = (first == c->n || i >= first) &&
				       !holds_codes(g->column[i].name) && all_numbers(g, i);
}

void
grid_read(struct grid *g, struct tablein *in)
{
	size_t n = 0;

	while (tablein_next(in)) {
		const struct str *field = tablein_fields(in);
		for (size_t i = 0; i < g->columns; i++) {
			mem_grow(&g->cell, &g->cap, n, sizeof *g->cell);
			g->cell[n++] = arena_copy(&g->text, field[i]);
		}
		g->rows++;
	}
	find_numbers(g, tablein_columns(in));
}

size_t
grid_need(const struct grid *g, const char *option, struct str name)
{
	struct nearest n = nearest_begin(name);

	for (size_t i = 0; i < g->columns; i++) {
		if (str_eq(g->column[i].name, name)) {
			nearest_free(&n);
			return i;
		}
		nearest_offer(&n, g->column[i].name);
	}
	misuse("--%s: no column '%.*s'; %s", option, STR_ARG(name), nearest_answer(&n));
}

void
grid_keys(const struct grid *g, const struct columns *c, const char *names,
    const struct column_list *measures, struct column_list *l)
{
	if (names != NULL) {
		column_list_find(l, c, "by", names, "");
		return;
	}
	size_t end = roles_first_measure(c, measures);
	for (size_t i = 0; i < end; i++)
		if (!g->column[i].numeric && !str_is(c->name[i], "flags"))
			column_list_add(l, i);
}

void
grid_free(struct grid *g)
{
	free(g->column);
	free(g->cell);
	arena_free(&g->text);
}
