/* Which checks additive makes of a table, and where. */
#include <stdlib.h>

#include "additive-places.h"
#include "additive.h"
#include "lib/die.h"
#include "lib/nearest.h"

enum { NOT_GROUPED = -1 };

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
	for (size_t i = 0; i < g->columns->n; i++)
		if (at >= 0 && g->columns->at[i] == (size_t)at)
			return g->cut != NULL ? (long)g->cut[i] : 0;
	return NOT_GROUPED;
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

/* Does the column hold the unit of a quantity? qtyUnitAbbr, qty_unit_code: of qty; unit: of any. */
static bool
is_unit_of(struct str unit, struct str sum)
{
	static const char *const tail[] = { "unit", "units", "unitabbr", "unitcode" };
	static const char *const any[] = { "qty", "quantity", "altqty" };
	char name[32];
	size_t n = 0, m = 0;

	for (size_t i = 0; i < unit.n && n < sizeof name; i++)
		if (unit.p[i] != '_')
			name[n++] = lower(unit.p[i]);
	char sum_name[sizeof name];
	for (size_t i = 0; i < sum.n && m < sizeof sum_name; i++)
		if (sum.p[i] != '_')
			sum_name[m++] = lower(sum.p[i]);
	struct str folded = { name, n }, of = { sum_name, m };
	for (size_t i = 0; i < sizeof tail / sizeof *tail; i++) {
		if (str_begins(folded, of) && str_is((struct str){ name + m, n - m }, tail[i]))
			return true;
		for (size_t k = 0; str_is(folded, tail[i]) && k < sizeof any / sizeof *any; k++)
			if (str_is(of, any[k]))
				return true;
	}
	return false;
}

static void
find_quantities(struct additive *a, const struct grouping *g, const struct column_list *measures)
{
	for (size_t i = 0; i < measures->n; i++)
		for (size_t at = 0; at < a->columns->n && a->quantities < QUANTITIES; at++) {
			if (!is_folded(g, (int)at) ||
			    !is_unit_of(a->columns->name[at], a->columns->name[measures->at[i]]))
				continue;
			watch_groups(a, (enum kind)(UNITS + a->quantities), g, a->hs);
			a->quantity[a->quantities++] =
			    (struct quantity){ .sum = measures->at[i], .unit = at };
			break;
		}
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
	if (is_folded(&g, a->flags)) {
		watch_series(a, MIRRORED, 0, true);
		if (is_folded(&g, a->flow))
			watch_groups(a, RECONCILED, &g, COLUMN_NONE);
	}
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
		a->quick.watching |= a->kind[k].watched;
	}
	a->quick.flags = a->kind[MIRRORED].watched ? a->flags : COLUMN_NONE;
}
