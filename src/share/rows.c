#include "share/rows.h"

#include <stdlib.h>

#include "lib/die.h"
#include "lib/tool.h"
#include "share/breaks.h"
#include "share/output.h"
#include "trade/roles.h"

static void
bind_measures(struct share *s, const struct columns *c)
{
	measures_bind(&s->plan.of, c, &s->measures);
	if (s->plan.of.n > 1 && s->plan.name != NULL)
		misuse("--as names one column, but there are %zu measures", s->plan.of.n);
}

/* Is the denominator the sum of the rows? */
static bool
sums(const struct share *s)
{
	return s->plan.total.n == 0;
}

static bool
compares(const struct share *s)
{
	return s->plan.against != NULL || s->plan.growth != NULL;
}

static void
write_groups(void *owner)
{
	struct share *s = owner;

	if (sums(s))
		whole_refuse_selected(
		    &s->whole, "select after share with --only, use --total partner=W00");
	totals_close(&s->totals, &s->table, &s->known);
	hidden_find(&s->hidden, &s->table);
	if (compares(s))
		change_prepare(&s->change);
	output_rows(&s->plan, &s->table, &s->change, &s->silent);
	if (s->plan.against != NULL)
		breaks_report(&s->change, &s->table);
	share_table_clear(&s->table);
	known_clear(&s->known);
}

/* Rows must add up within a group and, if periods are compared, over the periods. */
static void
bind_additive(struct share *s, const struct columns *c)
{
	const struct column_list *within = s->plan.within;
	int period = compares(s) ? columns_want(c, "period") : COLUMN_NONE;
	struct column_list grouping = { 0 };

	for (size_t i = 0; i < within->n; i++)
		if ((int)within->at[i] != period)
			column_list_add(&grouping, within->at[i]);
	s->additive = additive_new(c, &grouping, NULL, &s->plan.of, s->allowed);
	column_list_free(&grouping);
}

void
share_bind(struct share *s, const struct columns *c)
{
	struct share_plan *p = &s->plan;
	struct column_list identity = { 0 };

	p->columns = c;
	bind_measures(s, c);
	grouped_begin(&s->grouped, c, s->within, s->sorted, write_groups, s);
	p->within = &s->grouped.within;
	where_bind(&p->total, c);
	where_bind(&p->only, c);
	watch_begin(&s->watch, c, p->within);
	watch_other_column(&s->watch, c, p->within, &p->of);
	watch_suppliers(&s->watch, c, p->within, &p->of);
	s->table.measures = p->of.n;
	totals_begin(&s->totals, p, &s->watch);
	bind_additive(s, c);
	whole_begin(&s->whole, c, p->within, &p->of);
	known_begin(&s->known, c, &p->of);
	hidden_begin(&s->hidden, c, p->within, &p->of);
	if (!s->sorted)
		silent_begin(&s->silent, c, p->within);
	if (!compares(s))
		return;
	roles_identity(&identity, c, s->identity, &p->of);
	s->change.against = p->against;
	s->change.growth = p->growth;
	change_begin(&s->change, c, p->within, &identity);
	column_list_free(&identity);
}

/* Notes a row for what is judged after the last one. */
static void
judge_later(struct share *s, const struct tablein *in, const struct str *field, const dec *part)
{
	s->table.group[s->group].world_bits |= watch_world(&s->watch, field);
	silent_add(&s->silent, in, part[0]);
	additive_add(s->additive, in);
	if (!sums(s)) {
		for (size_t m = 0; m < s->plan.of.n; m++)
			s->empty += part[m] == MEASURE_EMPTY;
		return;
	}
	whole_add(&s->whole, field, part[0]);
	if (known_wants(&s->known, part))
		known_add(&s->known, in, s->group, part);
}

/* Adds a row to its group. False if the group's total exceeds 128 bits. */
static bool
add_part(struct share *s, const struct tablein *in, const struct str *field, const dec *part)
{
	bool printed = where_holds(&s->plan.only, field);

	where_check(&s->plan.only, in);
	judge_later(s, in, field, part);
	if (compares(s) && !change_add(&s->change, field))
		tablein_die(in,
		    "a second row of the same identity in one period; %saggregate "
		    "first, or name the columns that differ with --identity",
		    prog_prefix());
	return share_table_add(&s->table, s->group, part,
	    printed ? tablein_raw(in) : hidden_name(&s->hidden, field), printed);
}

/* Adds a row that is its group's total. False if the total exceeds 128 bits. */
static bool
add_total(struct share *s, const struct tablein *in, const struct str *field, const dec *part)
{
	/* evaluated for where_report(), which names conditions that no row met */
	(void)where_holds(&s->plan.only, field);
	if (!totals_add_row(&s->totals, field))
		tablein_die(in,
		    "a second row that is the total of its group: the total would count "
		    "twice; narrow --total");
	if (compares(s))
		change_note_period(&s->change, field);
	return share_table_add_total(&s->table, s->group, part);
}

/* Watches for rows that must not be compared. */
static void
watch_row(struct share *s, const struct str *field)
{
	(void)watch_column(&s->watch.flow, field);
	(void)watch_column(&s->watch.period, field);
	watch_supplier(&s->watch, field);
}

/* Judges and writes what the last row left. */
static void
finish(struct share *s)
{
	if (sums(s))
		whole_refuse_cut(&s->whole, s->totals.groups + s->table.keys.n);
	additive_check(s->additive);
	silent_prepare(&s->silent);
	if (s->seen_path != NULL) {
		seen_read(&s->seen, s->seen_path);
		s->silent.seen = &s->seen;
	}
	write_groups(s);
}

void
share_rows(struct share *s, struct tablein *in)
{
	dec *part = mem_alloc(s->plan.of.n, sizeof *part);

	while (tablein_next(in)) {
		if (grouped_turns(&s->grouped, in))
			s->group = share_table_group(&s->table, grouped_key(&s->grouped));
		const struct str *field = tablein_fields(in);
		measures_read(&s->plan.of, in, "share", part);
		watch_row(s, field);
		bool is_total = s->plan.total.n > 0 && where_holds(&s->plan.total, field);
		if (is_total ? !add_total(s, in, field, part) : !add_part(s, in, field, part))
			tablein_die(in, "the total of the group exceeds 128 bits");
	}
	finish(s);
	free(part);
}

void
share_report(struct share *s, uint64_t rows)
{
	where_report(&s->plan.only, "only");
	if (rows > 1 && rows == s->totals.groups)
		warn(
		    "every group has one row with a share of 100; select rows after %s, with --only",
		    prog_name());
	if (s->empty > 0)
		warn("empty cells without a share: %llu", (unsigned long long)s->empty);
	known_report(&s->known, "shares", "the shares there are upper bounds");
	hidden_report(&s->hidden);
	silent_report(&s->silent);
	watch_warn_of_column(&s->watch.flow, "--within");
	watch_warn_of_column(&s->watch.period, "--within");
	watch_warn_of_supplier(&s->watch, "has a share of its own");
	totals_report(&s->totals);
}

void
share_free(struct share *s)
{
	share_table_free(&s->table);
	change_free(&s->change);
	totals_free(&s->totals);
	additive_free(s->additive);
	whole_free(&s->whole);
	known_free(&s->known);
	hidden_free(&s->hidden);
	silent_free(&s->silent);
	seen_free(&s->seen);
	watch_free(&s->watch);
	grouped_free(&s->grouped);
	column_list_free(&s->plan.of);
	buf_free(&s->measures);
	where_free(&s->plan.total);
	where_free(&s->plan.only);
}
