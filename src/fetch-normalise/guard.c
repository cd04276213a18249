#include "guard.h"

#include <stdlib.h>

#include "lib/die.h"
#include "lib/naming.h"

enum { HAS_YEAR = 1, HAS_MONTHS = 2 };

static bool
is_kind(const struct country *c, enum country_kind kind)
{
	return c != NULL && c->kind == kind;
}

/* G1: a part of another row, by second partner, customs procedure, mode of supply or transport. */
static bool
is_detail(const struct guard *g, const struct row *row)
{
	return row->is_detail && !g->keep_detail;
}

/* G2: World stands beside the partners whose sum it is. */
static bool
is_world(const struct guard *g, const struct row *row)
{
	bool partner = is_kind(row->partner_country, KIND_WORLD);
	bool reporter = is_kind(row->reporter_country, KIND_WORLD);
	const struct selection *s = g->selection;

	if (g->world == WORLD_KEEP)
		return false;
	reporter = reporter && !places_name(&s->reporters, row->reporter);
	if (g->world == WORLD_ONLY)
		return reporter || !partner;
	return reporter || (partner && !places_name(&s->partners, row->partner));
}

/* G3, the part that one row tells: TOTAL, and levels that were not asked for. */
static bool
is_other_level(const struct guard *g, const struct row *row)
{
	static const size_t length[] = { [LEVEL_2] = 2, [LEVEL_4] = 4, [LEVEL_6] = 6 };
	bool total = str_is(row->hs, "TOTAL");

	if (total && hs_set_names(&g->selection->hs, "TOTAL"))
		return false;
	if (g->level == LEVEL_TOTAL)
		return !total;
	if (g->level == LEVEL_CHECK || g->level == LEVEL_ANY)
		return total;
	return total || row->hs.n != length[g->level];
}

/* G4: parts of M and X, unless flows were chosen by name. */
static bool
is_sub_flow(const struct guard *g, const struct row *row)
{
	return g->selection->flows.n == 0 && !str_is(row->flow, "M") && !str_is(row->flow, "X");
}

/* G5: the EU or ASEAN beside their members. */
static bool
is_group(const struct guard *g, const struct row *row)
{
	const struct selection *s = g->selection;

	if (g->keep_groups)
		return false;
	return (is_kind(row->reporter_country, KIND_GROUP) &&
		   !places_name(&s->reporters, row->reporter)) ||
	       (is_kind(row->partner_country, KIND_GROUP) &&
		   !places_name(&s->partners, row->partner));
}

/* G7: services, and codes of other classifications. */
static bool
is_other_class(const struct guard *g, const struct row *row)
{
	(void)g;
	return row->is_other_class;
}

static const struct {
	enum reason reason;
	bool (*drops)(const struct guard *g, const struct row *row);
} guards[] = {
	{ REASON_DETAIL, is_detail },
	{ REASON_WORLD, is_world },
	{ REASON_CLASS, is_other_class }, /* before levels: only codes of the HS have those */
	{ REASON_LEVEL, is_other_level },
	{ REASON_FLOW, is_sub_flow },
	{ REASON_GROUP, is_group },
};

static enum reason
judge(const struct guard *g, const struct row *row)
{
	for (size_t i = 0; i < sizeof guards / sizeof *guards; i++)
		if (guards[i].drops(g, row))
			return guards[i].reason;
	return REASON_EMITTED;
}

/* The series of a row; a sub-flow that was not chosen counts for the flow that holds it. */
static size_t
series_of(struct guard *g, const struct row *row)
{
	bool part = g->selection->flows.n == 0 && row->kind != NULL;
	struct str flow = part ? str_of(row->kind->parent) : row->flow;
	const struct str parts[] = { row->period, flow, row->reporter };
	struct str key = key_join(&g->key, parts, 3);
	bool fresh;

	if (g->series.n > 0 && str_eq(g->series.key[g->last], key))
		return g->last;
	g->last = keytab_add(&g->series, key, &fresh);
	if (fresh) {
		mem_grow(&g->state, &g->state_cap, g->last, sizeof *g->state);
		g->state[g->last] = (struct series){ 0 };
	}
	return g->last;
}

/* G6 needs to know what each year has, once per series. */
static void
note_year(struct guard *g, const struct row *row)
{
	const struct str part[] = { { row->period.p, 4 }, row->flow, row->reporter };
	bool fresh;
	size_t number = keytab_add(&g->years, key_join(&g->key, part, 3), &fresh);

	mem_grow(&g->years_have, &g->years_cap, number, sizeof *g->years_have);
	if (fresh)
		g->years_have[number] = 0;
	g->years_have[number] |= row->when.month == 0 ? HAS_YEAR : HAS_MONTHS;
}

enum reason
guard_judge(struct guard *g, const struct row *row)
{
	enum reason r = judge(g, row);
	size_t number = series_of(g, row);
	struct series *s = &g->state[number];

	if (r != REASON_EMITTED) {
		s->dropped |= 1u << r;
		return r;
	}
	if (s->passed++ == 0)
		note_year(g, row);
	if (row->edition.n == 2)
		s->editions |= 1u << (row->edition.p[1] - '0');
	if (g->level == LEVEL_CHECK)
		levels_add(&g->levels, (uint32_t)number, row->hs);
	return r;
}

static void
add_guards(struct buf *to, unsigned dropped)
{
	buf_add(to, str_of(" ("));
	for (size_t i = 0, n = 0; i < sizeof guards / sizeof *guards; i++) {
		if ((dropped >> guards[i].reason & 1) == 0)
			continue;
		const char *words = reason_guard(guards[i].reason);
		if (n++ > 0)
			buf_add(to, str_of("+"));
		buf_add(to, (struct str){ strchr(words, '(') + 1, 2 });
	}
	buf_add_byte(to, ')');
}

static void
name_lost_series(const struct guard *g)
{
	struct naming list = { 0 };
	size_t *order = keytab_sorted(&g->series);

	for (size_t i = 0; i < g->series.n; i++) {
		const struct series *s = &g->state[order[i]];
		struct str key = g->series.key[order[i]], reporter = key_last_part(&key);
		/* World as a reporter is what G2 is there to drop, as with --mirror */
		struct buf *name =
		    s->passed == 0 && !str_is(reporter, "W00") ? naming_next(&list) : NULL;
		if (name == NULL)
			continue;
		key_say(name, g->series.key[order[i]]);
		add_guards(name, s->dropped);
	}
	if (list.n > 0)
		warn("guards dropped all rows of %s", naming_text(&list));
	naming_free(&list);
	free(order);
}

/* A year as reported and again as converted is told twice; only codes in both are duplicates. */
static void
name_mixed_editions(const struct guard *g)
{
	struct naming list = { 0 };
	size_t *order = keytab_sorted(&g->series);

	for (size_t i = 0; i < g->series.n; i++) {
		unsigned editions = g->state[order[i]].editions;
		bool several = (editions & (editions - 1)) != 0;
		struct buf *name = several ? naming_next(&list) : NULL;
		if (name != NULL)
			key_say(name, g->series.key[order[i]]);
	}
	if (list.n > 0)
		warn("rows of several HS editions, perhaps the same trade twice, in %s",
		    naming_text(&list));
	naming_free(&list);
	free(order);
}

static void
check_nested(struct guard *g)
{
	char outer[HS_MAX + 1], inner[HS_MAX + 1];
	uint32_t series;
	struct buf key = { 0 };

	if (!levels_find_nested(&g->levels, &series, outer, inner))
		return;
	key_say(&key, g->series.key[series]);
	die("%s has rows of %s and of %s, which is part of it: the sum would count twice (G3); choose "
	    "one level with --level 2|4|6, or codes with --hs",
	    buf_text(&key), outer, inner);
}

static void
check_years(const struct guard *g)
{
	size_t *order = keytab_sorted(&g->years);
	struct buf key = { 0 };

	for (size_t i = 0; i < g->years.n; i++) {
		if (g->years_have[order[i]] != (HAS_YEAR | HAS_MONTHS))
			continue;
		key_say(&key, g->years.key[order[i]]);
		die("%s has rows for the year and for its months: the sum would count twice (G6); choose "
		    "with --freq A|M",
		    buf_text(&key));
	}
	free(order);
}

void
guard_end(struct guard *g)
{
	name_lost_series(g);
	name_mixed_editions(g);
	check_years(g);
	check_nested(g);
}

void
guard_free(struct guard *g)
{
	keytab_free(&g->series);
	keytab_free(&g->years);
	free(g->state);
	free(g->years_have);
	levels_free(&g->levels);
	buf_free(&g->key);
}
