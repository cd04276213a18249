#include "wide.h"

#include <stdlib.h>

#include "lib/die.h"
#include "lib/hash/keytab.h"

struct turn {
	const struct wide *w;
	const struct grid *from;
	struct keytab keys, values;
	size_t *place;  /* by number of a value: its place among the columns */
	struct grid to; /* its text is that of `from` */
	size_t *source; /* by row of `from`: number of the key */
	bool *filled;   /* by key and place */
};

/* Numbers the keys and the values of `across`, and puts these in order. */
static void
number_keys(struct turn *t)
{
	struct buf key = { 0 };

	t->source = mem_alloc(t->from->rows + 1, sizeof *t->source);
	for (size_t r = 0; r < t->from->rows; r++) {
		const struct str *row = grid_row(t->from, r);
		column_list_key(&t->w->keys, row, &key);
		t->source[r] = keytab_add(&t->keys, buf_str(&key), NULL);
		keytab_add(&t->values, row[t->w->across], NULL);
	}
	size_t *sorted = keytab_sorted(&t->values);
	t->place = mem_alloc(t->values.n + 1, sizeof *t->place);
	for (size_t i = 0; i < t->values.n; i++)
		t->place[sorted[i]] = i;
	free(sorted);
	buf_free(&key);
}

/* The name of the column of a value: "2024", or "2024 net_kg" if there are several of each. */
static struct str
title(struct turn *t, struct arena *a, struct str value, size_t of)
{
	struct str measure = t->from->column[t->w->of.at[of]].name, name;
	struct buf text = { 0 };

	buf_add(&text, value);
	if (t->w->of.n > 1 && value.n > 0)
		buf_add_byte(&text, ' ');
	if (t->w->of.n > 1 || value.n == 0)
		buf_add(&text, measure);
	name = arena_copy(a, buf_str(&text));
	buf_free(&text);
	return name;
}

static void
add_columns(struct turn *t, struct arena *a)
{
	const struct wide *w = t->w;
	struct grid *to = &t->to;

	to->columns = w->keys.n + t->values.n * w->of.n;
	to->column = mem_zalloc(to->columns + 1, sizeof *to->column);
	for (size_t i = 0; i < w->keys.n; i++)
		to->column[i] = t->from->column[w->keys.at[i]];
	for (size_t v = 0; v < t->values.n; v++)
		for (size_t i = 0; i < w->of.n; i++) {
			size_t at = w->keys.n + t->place[v] * w->of.n + i;
			to->column[at] = t->from->column[w->of.at[i]];
			to->column[at].name = title(t, a, t->values.key[v], i);
		}
}

static noreturn void
die_of_second_row(struct str key, struct str value)
{
	struct buf text = { 0 };

	key_describe(&text, key);
	die("a second row of %.*s %s; %saggregate first, or name the columns that differ with --by",
	    STR_ARG(value), buf_text(&text), prog_prefix());
}

static void
fill(struct turn *t, size_t r)
{
	const struct wide *w = t->w;
	const struct str *row = grid_row(t->from, r);
	struct str *to = grid_row(&t->to, t->source[r]);
	size_t place = t->place[keytab_find(&t->values, row[w->across])];
	bool *filled = &t->filled[t->source[r] * t->values.n + place];

	if (*filled)
		die_of_second_row(t->keys.key[t->source[r]], row[w->across]);
	*filled = true;
	for (size_t i = 0; i < w->keys.n; i++)
		to[i] = row[w->keys.at[i]];
	for (size_t i = 0; i < w->of.n; i++)
		to[w->keys.n + place * w->of.n + i] = row[w->of.at[i]];
}

/* Flags say what a sum is made of, which must not be lost unnoticed. */
static void
warn_of_flags(const struct wide *w, const struct grid *g)
{
	size_t flagged = 0;

	for (size_t c = 0; c < g->columns; c++)
		if (str_is(g->column[c].name, "flags") && !column_list_has(&w->of, c) &&
		    !column_list_has(&w->keys, c))
			for (size_t r = 0; r < g->rows; r++)
				flagged += grid_row(g, r)[c].n > 0;
	if (flagged > 0)
		warn("--wide leaves out the flags of %zu row%s; add the column flags to --of",
		    flagged, plural(flagged));
}

void
wide_turn(const struct wide *w, struct grid *g)
{
	struct turn t = { .w = w, .from = g };

	warn_of_flags(w, g);
	number_keys(&t);
	add_columns(&t, &g->text);
	t.to.rows = t.keys.n;
	t.to.cell = mem_zalloc(t.to.rows * t.to.columns + 1, sizeof *t.to.cell);
	t.filled = mem_zalloc(t.keys.n * t.values.n + 1, sizeof *t.filled);
	for (size_t r = 0; r < g->rows; r++)
		fill(&t, r);
	t.to.text = g->text;
	free(g->column);
	free(g->cell);
	*g = t.to;
	free(t.filled);
	free(t.source);
	free(t.place);
	keytab_free(&t.keys);
	keytab_free(&t.values);
}
