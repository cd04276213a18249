#include "follow.h"

#include <stdlib.h>

#include "lib/die.h"
#include "lib/hash/keytab.h"
#include "trade/country.h"

struct candidate {
	size_t group, key; /* numbers of keys */
	dec value;
};

struct candidates {
	struct candidate *all;
	size_t n, cap;
	struct keytab groups, keys;
	bool any; /* a row of the period */
};

/* By group, and the largest value first. */
static int
compare(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	return (x->value < y->value) - (x->value > y->value);
}

/* Is a key cell World? Ends the program if one is OTHERS. */
static bool
is_world(const struct follow *f, const struct str *row)
{
	bool world = false;

	for (size_t i = 0; i < f->keys.n; i++) {
		struct str cell = row[f->keys.at[i]];
		if (str_is(cell, "OTHERS"))
			die("a row is OTHERS, several in one, so rows are missing: leave out "
			    "%srank --top before --follow",
			    prog_prefix());
		world = world || (cell.n > 0 && !is_digit(cell.p[0]) && country_is_world(cell));
	}
	return world;
}

static void
add_candidate(struct candidates *c, const struct follow *f, const struct grid *g, size_t r)
{
	struct str *row = grid_row(g, r);
	struct buf key = { 0 };
	struct candidate new;
	bool fresh;

	c->any = true;
	enum dec_result result = dec_parse(row[f->value_at], &new.value);
	if (result == DEC_EMPTY)
		return;
	if (result != DEC_OK)
		die("%.*s is \"%.*s\", %s", STR_ARG(g->column[f->value_at].name),
		    STR_ARG(row[f->value_at]), dec_complaint(result));
	column_list_key(&f->within, row, &key);
	new.group = keytab_add(&c->groups, buf_str(&key), NULL);
	column_list_key(&f->keys, row, &key);
	new.key = keytab_add(&c->keys, buf_str(&key), &fresh);
	if (!fresh) {
		struct buf text = { 0 };
		key_describe(&text, buf_str(&key));
		die("a second row of %.*s %s; %saggregate first, or name the columns that differ "
		    "with --by",
		    STR_ARG(f->period), buf_text(&text), prog_prefix());
	}
	mem_grow(&c->all, &c->cap, c->n, sizeof *c->all);
	c->all[c->n++] = new;
	buf_free(&key);
}

/* Marks the keys of the largest rows of each group, by number of the key; the caller frees it. */
static bool *
choose(struct candidates *c, uint64_t top)
{
	bool *chosen = mem_zalloc(c->keys.n + 1, sizeof *chosen);

	if (c->n > 0)
		qsort(c->all, c->n, sizeof *c->all, compare);
	for (size_t i = 0, begin = 0; i < c->n; i++) {
		if (c->all[i].group != c->all[begin].group)
			begin = i;
		size_t place = i - begin;
		chosen[c->all[i].key] =
		    place < top || c->all[i].value == c->all[begin + top - 1].value;
	}
	return chosen;
}

static void
keep_chosen(const struct follow *f, struct grid *g, const struct keytab *keys, const bool *chosen)
{
	struct buf key = { 0 };
	size_t kept = 0;

	for (size_t r = 0; r < g->rows; r++) {
		column_list_key(&f->keys, grid_row(g, r), &key);
		size_t number = keytab_find(keys, buf_str(&key));
		if (number == SIZE_MAX || !chosen[number])
			continue;
		memmove(grid_row(g, kept++), grid_row(g, r), g->columns * sizeof *g->cell);
	}
	g->rows = kept;
	buf_free(&key);
}

void
follow_keep(const struct follow *f, struct grid *g)
{
	struct candidates c = { 0 };

	for (size_t r = 0; r < g->rows; r++) {
		struct str *row = grid_row(g, r);
		if (!is_world(f, row) && str_eq(row[f->period_at], f->period))
			add_candidate(&c, f, g, r);
	}
	if (g->rows > 0 && !c.any)
		die("no row of the period %.*s to --follow", STR_ARG(f->period));
	bool *chosen = choose(&c, f->top);
	keep_chosen(f, g, &c.keys, chosen);
	free(chosen);
	free(c.all);
	keytab_free(&c.groups);
	keytab_free(&c.keys);
}
