#include "known.h"

#include <stdlib.h>

#include "currency.h"
#include "flags.h"
#include "lib/die.h"
#include "lib/hash/keytab.h"
#include "lib/num/ratio.h"
#include "measures.h"
#include "whole.h"

enum { TOLERATED = 1000 }; /* a missing thousandth */

/* The column that weighs rows without a measure, unless it is the only measure itself. */
static int
weighing_column(const struct columns *c, const struct column_list *of)
{
	int at = columns_find(c, value_name(c));

	return at >= 0 && of->n == 1 && of->at[0] == (size_t)at ? COLUMN_NONE : at;
}

void
known_begin(struct known *k, const struct columns *c, const struct column_list *of)
{
	k->of = of;
	k->columns = c;
	k->count = mem_zalloc(of->n, sizeof *k->count);
	k->value = weighing_column(c, of);
	k->weight = k->estimated = k->flags = COLUMN_NONE;
	for (size_t m = 0; m < of->n; m++)
		if (str_is(c->name[of->at[m]], "net_kg"))
			k->weight = (int)m;
	if (k->weight >= 0) {
		k->estimated = columns_want(c, "net_kg_estimated");
		k->flags = columns_want(c, "flags");
	}
	k->active = k->value >= 0 || k->estimated >= 0 || (k->weight >= 0 && k->flags >= 0);
}

/* Makes room for a group, and for those before it. */
static void
reach(struct known *k, size_t group)
{
	for (; k->groups <= group; k->groups++) {
		mem_grow(&k->total, &k->total_cap, k->groups, sizeof *k->total);
		mem_grow(&k->cell, &k->cell_cap, k->groups, k->of->n * sizeof *k->cell);
		k->total[k->groups] = 0;
		memset(k->cell + k->groups * k->of->n, 0, k->of->n * sizeof *k->cell);
	}
}

/* The estimated part of the current row's weight. */
static dec
estimate(const struct known *k, const struct tablein *in, dec weight)
{
	dec x;

	if (k->estimated >= 0)
		return tablein_number(in, (size_t)k->estimated, &x) && x > 0 ? x : 0;
	if (k->flags >= 0 && flags_have(tablein_fields(in)[k->flags], 'e') && weight > 0)
		return weight;
	return 0;
}

void
known_add(struct known *k, const struct tablein *in, size_t group, const dec *part)
{
	dec value = 0;
	bool weighed = k->value >= 0 && tablein_number(in, (size_t)k->value, &value) && value >= 0;

	reach(k, group);
	if (weighed && !dec_add(&k->total[group], value))
		tablein_die(in, "the total of the group exceeds 128 bits");
	for (size_t m = 0; m < k->of->n; m++) {
		struct known_cell *c = &k->cell[group * k->of->n + m];
		if ((int)m == k->weight)
			(void)dec_add(&c->estimated, estimate(k, in, part[m]));
		if (part[m] != MEASURE_EMPTY)
			continue;
		c->missing++;
		c->unweighed |= !weighed;
		c->value += weighed ? value : 0; /* at most the total */
	}
}

/* Is the missing part small enough to be let pass? */
static bool
is_tolerable(const struct known_cell *c, dec total)
{
	return !c->unweighed && c->value <= total / TOLERATED;
}

/* Notes the group if its part of the whole is larger than that of the worst so far. */
static void
note_worst(struct known_worst *w, dec part, dec whole, struct str key)
{
	struct wide mine = wide_product((udec)part, (udec)w->whole),
		    theirs = wide_product((udec)w->part, (udec)whole);

	if (w->group.n > 0 && wide_cmp(&mine, &theirs) <= 0)
		return;
	w->part = part;
	w->whole = whole;
	w->group.n = 0;
	key_describe(&w->group, key);
}

bool
known_judge(struct known *k, size_t group, size_t m, dec sum, struct str key)
{
	struct known_count *count = &k->count[m];

	count->groups++;
	if (group >= k->groups)
		return true;
	const struct known_cell *c = &k->cell[group * k->of->n + m];
	if (c->estimated > sum / 2 && c->estimated > 0 && sum > 0) {
		count->estimated++;
		note_worst(&count->guess, c->estimated, sum, key);
	}
	if (c->missing == 0)
		return true;
	if (is_tolerable(c, k->total[group])) {
		count->passed += c->missing;
		return true;
	}
	count->unknown++;
	count->missing += c->missing;
	note_worst(&count->gap, c->value, k->total[group], key);
	return k->bounds;
}

void
known_clear(struct known *k)
{
	k->groups = 0;
}

/* "2024 M USA", or "the input" if it is one group. */
static const char *
name_of(const struct known_worst *w)
{
	struct buf b = w->group;

	return b.n > 0 ? buf_text(&b) : "the input";
}

/* "(91.0 % of value_usd in 2023 M USA)" of the worst group; held in `to`. */
static const char *
describe(struct buf *to, const struct known_worst *w, const char *measure)
{
	char per_cent[DEC_TEXT];

	to->n = 0;
	if (w->whole == 0) {
		buf_printf(to, "(such as %s)", name_of(w));
		return buf_text(to);
	}
	ratio_print(per_cent, (struct ratio){ w->part, w->whole }, 2, 1);
	buf_printf(to, "(%s %% of %s in %s)", per_cent, measure, name_of(w));
	return buf_text(to);
}

void
known_report(const struct known *k, const char *result, const char *bounds)
{
	struct buf worst = { 0 };

	for (size_t m = 0; m < k->of->n; m++) {
		const struct known_count *c = &k->count[m];
		struct str name = k->columns->name[k->of->at[m]];
		if (c->unknown > 0)
			warn("%.*s is missing in %llu row%s of %llu group%s %s: %s%s%s",
			    STR_ARG(name), (unsigned long long)c->missing, plural(c->missing),
			    (unsigned long long)c->unknown, plural(c->unknown),
			    describe(&worst, &c->gap, value_name(k->columns).p),
			    k->bounds ? bounds : "no ", k->bounds ? "" : result,
			    k->bounds ? "" : " there; see --known");
		if (c->passed > 0)
			warn(
			    "rows without %.*s, which hold at most 0.1 %% of the value of their group: "
			    "%llu",
			    STR_ARG(name), (unsigned long long)c->passed);
		if (c->estimated > 0)
			warn(
			    "over half of %.*s is estimated by the source in %llu of %llu group%s %s",
			    STR_ARG(name), (unsigned long long)c->estimated,
			    (unsigned long long)c->groups, plural(c->groups),
			    describe(&worst, &c->guess, "it"));
	}
	buf_free(&worst);
}

void
known_free(struct known *k)
{
	for (size_t m = 0; k->count != NULL && m < k->of->n; m++) {
		buf_free(&k->count[m].gap.group);
		buf_free(&k->count[m].guess.group);
	}
	free(k->count);
	free(k->total);
	free(k->cell);
}
