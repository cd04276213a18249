/* Which checks additive makes of a table, and where. */
#include <stdlib.h>

#include "additive-places.h"
#include "additive.h"
#include "lib/die.h"
#include "lib/nearest.h"

enum { NOT_GROUPED = -1, FOLDED = 32 };

static const char *const words[KINDS] = { [MIRRORED] = "mirrored",
	[MONTHS] = "months",
	[REPORTERS] = "groups",
	[PARTNERS] = "groups",
	[NESTED] = "nested",
	[DETAIL] = "detail",
	[RECONCILED] = "reconciled",
	[UNITS] = "units" };

const char *
additive_word(enum kind k)
{
	return words[k < UNITS ? k : UNITS];
}

unsigned
additive_kinds(const char *list)
{
	struct str rest = str_of(list), word;
	unsigned kinds = 0;

	while (str_split(&rest, ',', &word)) {
		unsigned named = 0;
		for (enum kind k = 0; k < KINDS; k++)
			if (str_is(word, additive_word(k)))
				named |= 1u << k;
		kinds |= named;
		if (named != 0)
			continue;
		struct nearest n = nearest_begin(word);
		for (enum kind k = 0; k <= UNITS; k++)
			if (k != PARTNERS)
				nearest_offer(&n, str_of(words[k]));
		misuse("--allow '%.*s': there is no such check; %s", STR_ARG(word),
		    nearest_answer(&n));
	}
	return kinds;
}

/* The grouping, as the arguments of additive_new(). */
struct grouping {
	const struct column_list *columns;
	const size_t *cut;
};

/* How many leading characters of a column are in the grouping: 0 for all; NOT_GROUPED. */
static long
cut_of(const struct grouping *g, int at)
{
	size_t i = 0;

	if (at < 0 || !column_list_has(g->columns, (size_t)at))
		return NOT_GROUPED;
	while (g->columns->at[i] != (size_t)at)
		i++;
	return g->cut != NULL ? (long)g->cut[i] : 0;
}

static bool
is_folded(const struct grouping *g, int at)
{
	return at >= 0 && cut_of(g, at) != 0;
}

static int
column(const struct additive *a, const char *name)
{
	int at = columns_find(a->columns, str_of(name));

	return at >= 0 ? at : COLUMN_NONE;
}

static void
add_key(struct places *p, int at, size_t cut)
{
	if (at < 0)
		return;
	p->cut = mem_resize(p->cut, p->key.n + 1, sizeof *p->cut);
	p->cut[p->key.n] = cut;
	column_list_add(&p->key, (size_t)at);
}

/* A place of this kind is a period, cut if `cut` is not 0, a flow, and a reporter. */
static void
watch_series(struct additive *a, enum kind k, size_t cut, bool by_reporter)
{
	struct places *p = &a->kind[k];

	p->watched = true;
	add_key(p, a->period, cut);
	add_key(p, a->flow, 0);
	if (by_reporter)
		add_key(p, a->side[0], 0);
}

/* A place of this kind is what the grouping tells apart of a series, and of `more`. */
static void
watch_groups(struct additive *a, enum kind k, const struct grouping *g, int more)
{
	const int part[] = { a->period, a->flow, a->side[0], more };

	a->kind[k].watched = true;
	for (size_t i = 0; i < sizeof part / sizeof *part; i++)
		if (cut_of(g, part[i]) != NOT_GROUPED)
			add_key(&a->kind[k], part[i], (size_t)cut_of(g, part[i]));
}

/* A name in small letters without underscores, as far as there is room. */
static struct str
fold(struct str name, char to[FOLDED])
{
	size_t n = 0;

	for (size_t i = 0; i < name.n && n < FOLDED; i++)
		if (name.p[i] != '_')
			to[n++] = lower(name.p[i]);
	return (struct str){ to, n };
}

/* The columns of units by the quantity in their name, "" for that of any. */
struct units {
	struct keytab of;
	size_t *at;
	size_t cap;
};

/* Adds a folded column if it holds a unit: qtyUnitAbbr, qty_unit_code: of qty; unit: of any. */
static void
add_unit(struct units *u, const struct grouping *g, struct str name, size_t at)
{
	static const char *const tail[] = { "unit", "units", "unitabbr", "unitcode" };
	char text[FOLDED];
	struct str folded = fold(name, text);
	bool fresh;

	for (size_t i = 0; i < sizeof tail / sizeof *tail; i++) {
		if (!str_ends(folded, str_of(tail[i])) || !is_folded(g, (int)at))
			continue;
		struct str of = { folded.p, folded.n - strlen(tail[i]) };
		size_t number = keytab_add(&u->of, of, &fresh);
		mem_grow(&u->at, &u->cap, number, sizeof *u->at);
		if (fresh)
			u->at[number] = at;
	}
}

/* The column with the unit of a sum; SIZE_MAX if there is none. */
static size_t
unit_of(const struct units *u, struct str sum)
{
	static const char *const any[] = { "qty", "quantity", "altqty" };
	char text[FOLDED];
	struct str folded = fold(sum, text);
	size_t own = keytab_find(&u->of, folded), plain = SIZE_MAX;

	for (size_t i = 0; i < sizeof any / sizeof *any; i++)
		if (str_is(folded, any[i]))
			plain = keytab_find(&u->of, (struct str){ "", 0 });
	own = own != SIZE_MAX ? u->at[own] : SIZE_MAX;
	plain = plain != SIZE_MAX ? u->at[plain] : SIZE_MAX;
	return own < plain ? own : plain;
}

static void
find_quantities(struct additive *a, const struct grouping *g, const struct column_list *measures)
{
	struct units units = { 0 };

	for (size_t at = 0; at < a->columns->n; at++)
		add_unit(&units, g, a->columns->name[at], at);
	for (size_t i = 0; i < measures->n && a->quantities < QUANTITIES; i++) {
		size_t unit = unit_of(&units, a->columns->name[measures->at[i]]);
		if (unit == SIZE_MAX)
			continue;
		watch_groups(a, (enum kind)(UNITS + a->quantities), g, a->hs);
		a->quantity[a->quantities++] =
		    (struct quantity){ .sum = measures->at[i], .unit = unit };
	}
	keytab_free(&units.of);
	free(units.at);
}

static void
find_columns(struct additive *a, const struct grouping *g)
{
	static const char *const detail[DETAILS] = { "partner2", "customs", "mode", "transport" };

	a->period = column(a, "period");
	a->flow = column(a, "flow");
	a->flags = column(a, "flags");
	a->hs = column(a, "hs");
	a->side[0] = column(a, "reporter");
	a->side[1] = column(a, "partner");
	a->hs_cut = cut_of(g, a->hs) > 0 ? (size_t)cut_of(g, a->hs) : 0;
	for (size_t i = 0; i < DETAILS; i++) {
		a->detail[i] = column(a, detail[i]);
		if (!is_folded(g, a->detail[i]))
			a->detail[i] = COLUMN_NONE;
	}
	const int series[] = { a->period, a->flow, a->side[0] };
	for (size_t i = 0; i < sizeof series / sizeof *series; i++)
		if (series[i] >= 0)
			column_list_add(&a->key, (size_t)series[i]);
}

void
additive_bind(struct additive *a, const struct column_list *grouping, const size_t *cut,
    const struct column_list *measures, unsigned allowed)
{
	const struct grouping g = { grouping, cut };

	find_columns(a, &g);
	if (measures->n == 0)
		return;
	a->measure = measures->at[0];
	/* where a column was folded away before, a mirrored row may be of another series */
	if (is_folded(&g, a->flags) && a->key.n == SERIES)
		watch_series(a, MIRRORED, 0, true);
	if (is_folded(&g, a->flags) && is_folded(&g, a->flow))
		watch_groups(a, RECONCILED, &g, COLUMN_NONE);
	if (is_folded(&g, a->period) && cut_of(&g, a->period) != 6)
		watch_series(a, MONTHS, 4, true);
	if (is_folded(&g, a->side[0]))
		watch_series(a, REPORTERS, 0, false);
	if (is_folded(&g, a->side[1]))
		watch_series(a, PARTNERS, 0, true);
	if (is_folded(&g, a->hs))
		watch_groups(a, NESTED, &g, COLUMN_NONE);
	for (size_t i = 0; i < DETAILS && !a->kind[DETAIL].watched; i++)
		if (a->detail[i] >= 0)
			watch_series(a, DETAIL, 0, true);
	find_quantities(a, &g, measures);
	for (enum kind k = 0; k < KINDS; k++) {
		a->kind[k].watched &= (allowed >> k & 1) == 0;
		a->kinds |= (unsigned)a->kind[k].watched << (k < UNITS ? k : UNITS);
		if (k < UNITS && a->kind[k].watched)
			a->watched[a->watched_n++] = k;
		a->quick.watching |= a->kind[k].watched;
	}
	a->quick.flags = a->kind[MIRRORED].watched ? a->flags : COLUMN_NONE;
}
