#include "output.h"

#include <stdlib.h>

#include "lib/csv/csvout.h"
#include "lib/die.h"

/* The input of the functions below. */
struct output {
	const struct share_plan *plan;
	const struct share_table *table;
	struct change *change;
	struct silent *silent;
};

/* "share_pct", or "net_kg_share_pct" where there are several measures. */
static void
add_name(const struct share_plan *p, size_t m, const char *plain, bool always_measure)
{
	struct buf name = { 0 };

	struct str title = measures_title(&p->of, p->columns, m, plain, always_measure, &name);
	if (columns_find(p->columns, title) != COLUMN_NONE)
		misuse(
		    "the input already has a column '%s'; rename it, or use --as", buf_text(&name));
	csvout_field(title);
	buf_free(&name);
}

void
output_header(const struct share_plan *p, const struct tablein *in)
{
	const char *share = p->shift > 0 ? "share_pct" : "share";

	tablein_begin_header(in);
	for (size_t m = 0; m < p->of.n; m++) {
		add_name(p, m, p->name != NULL ? p->name : share, false);
		if (p->with_total)
			add_name(p, m, "total", true);
		if (p->against != NULL)
			add_name(p, m, p->shift > 0 ? "change_pp" : "change", false);
		if (p->growth != NULL)
			add_name(p, m, p->shift > 0 ? "growth_pct" : "growth", false);
	}
	csvout_end_record();
}

static void
write_nothing(void)
{
	csvout_raw((struct str){ "", 0 });
}

static void
write_share(const struct output *o, bool known, struct ratio r)
{
	char text[DEC_TEXT];

	if (!known)
		write_nothing();
	else
		csvout_raw(
		    (struct str){ text, ratio_print(text, r, o->plan->shift, o->plan->digits) });
}

static void
write_total(const struct output *o, size_t group, size_t m)
{
	dec total;

	if (share_table_total(o->table, group, m, &total))
		csvout_dec(total);
	else
		write_nothing();
}

/* What a row is compared with; REFERENCE_NONE also without the option. */
struct then {
	enum reference kind;
	size_t row, group;
	struct str period;
};

/* A row in hand, or a vanished one. */
struct now {
	struct str identity;
	size_t group;
	struct then change, growth;
};

static struct then
find_then(const struct output *o, const char *against, const struct now *now)
{
	struct then then = { .kind = REFERENCE_NONE, .group = now->group };

	if (against != NULL)
		then.kind = change_reference(o->change, o->table, against, now->identity, &then.row,
		    &then.group, &then.period);
	return then;
}

/* Is some country silent in one of the two periods of a change? */
static bool
has_gap(const struct output *o, const struct now *now)
{
	struct str period = change_part(now->identity, o->change->period_part), flow;
	const struct share_plan *p = o->plan;
	const struct str *of = NULL;

	for (size_t i = 0; i < p->within->n; i++)
		if (str_is(p->columns->name[p->within->at[i]], "flow")) {
			flow = change_part(o->table->keys.key[now->group], i);
			of = &flow;
		}
	return silent_between(o->silent, of, period, now->change.period);
}

static void
find_references(const struct output *o, struct now *now)
{
	now->change = find_then(o, o->plan->against, now);
	now->growth = find_then(o, o->plan->growth, now);
	if (now->change.kind != REFERENCE_NONE && has_gap(o, now))
		now->change.kind = REFERENCE_NONE;
}

static void
write_difference(const struct output *o, bool known, struct ratio a, struct ratio b)
{
	char text[DEC_TEXT];

	if (!known)
		write_nothing();
	else
		csvout_raw((struct str){
		    text, ratio_print_difference(text, a, b, o->plan->shift, o->plan->digits) });
}

static void
write_change(const struct output *o, bool known, struct ratio now, struct then then, size_t m)
{
	struct ratio before = { 0 };

	if (then.kind == REFERENCE_ROW)
		known = known && share_table_ratio(o->table, then.row, m, &before);
	else if (then.kind == REFERENCE_ABSENT)
		known = known && share_table_total(o->table, then.group, m, &before.den) &&
			before.den > 0;
	else
		known = false;
	write_difference(o, known, now, before);
}

/* The growth of a value, in parts of what it was; unknown if it was 0. */
static void
write_growth(const struct output *o, dec now, struct then then, size_t m)
{
	struct ratio growth = { .num = now };

	if (then.kind == REFERENCE_ROW)
		growth.den = share_table_part(o->table, then.row, m);
	bool known = growth.den > 0 && now != MEASURE_EMPTY;
	write_difference(o, known, growth, (struct ratio){ 1, 1 });
}

/* Writes the new columns of a measure, whose value is `value`. */
static void
write_columns(const struct output *o, const struct now *now, size_t m, dec value)
{
	const struct share_plan *p = o->plan;
	struct ratio r = { .num = value };
	bool known = share_table_total(o->table, now->group, m, &r.den) && r.den > 0 &&
		     value != MEASURE_EMPTY;

	write_share(o, known, r);
	if (p->with_total)
		write_total(o, now->group, m);
	if (p->against != NULL)
		write_change(o, known, r, now->change, m);
	if (p->growth != NULL)
		write_growth(o, value, now->growth, m);
}

static void
write_row(const struct output *o, size_t i, struct str line)
{
	struct now now = { .group = o->table->row[i].group };

	if (o->change->identity.n > 0) {
		now.identity = o->change->rows.key[i];
		find_references(o, &now);
	}
	csvout_raw(line);
	for (size_t m = 0; m < o->plan->of.n; m++)
		write_columns(o, &now, m, share_table_part(o->table, i, m));
	csvout_end_record();
}

/* The same without --with-total, --change and --growth. */
static void
write_plain_row(const struct output *o, size_t i, struct str line)
{
	csvout_raw(line);
	for (size_t m = 0; m < o->plan->of.n; m++) {
		struct ratio r;
		bool known = share_table_ratio(o->table, i, m, &r);
		write_share(o, known, r);
	}
	csvout_end_record();
}

/* The fields of a vanished row: its identity, 0 for the measures, the others empty. */
static void
vanished_fields(const struct output *o, const struct vanished *v, struct str *field)
{
	const struct share_plan *p = o->plan;
	struct str rest = v->identity;

	for (size_t at = 0; at < p->columns->n; at++)
		field[at] = str_of(column_list_has(&p->of, at) ? "0" : "");
	for (size_t k = 0; k < o->change->identity.n; k++)
		str_split(&rest, '\0', &field[o->change->identity.at[k]]);
	rest = o->table->keys.key[v->group];
	for (size_t k = 0; k < p->within->n; k++)
		str_split(&rest, '\0', &field[p->within->at[k]]);
}

static void
write_vanished_row(const struct output *o, const struct vanished *v, const struct str *field)
{
	struct now now = { .identity = v->identity, .group = v->group };

	find_references(o, &now);
	for (size_t at = 0; at < o->plan->columns->n; at++)
		csvout_field(field[at]);
	for (size_t m = 0; m < o->plan->of.n; m++)
		write_columns(o, &now, m, 0);
	csvout_end_record();
}

static void
write_vanished(const struct output *o)
{
	struct arena text = { 0 };
	size_t n;
	struct vanished *gone = change_vanished(o->change, o->table, &n, &text);
	struct str *field = mem_alloc(o->plan->columns->n, sizeof *field);

	for (size_t i = 0; i < n; i++) {
		vanished_fields(o, &gone[i], field);
		if (where_holds(&o->plan->only, field))
			write_vanished_row(o, &gone[i], field);
	}
	free(field);
	free(gone);
	arena_free(&text);
}

void
output_rows(const struct share_plan *p, const struct share_table *t, struct change *change,
    struct silent *silent)
{
	struct output o = { p, t, change, silent };
	bool plain = !p->with_total && p->against == NULL && p->growth == NULL;
	size_t at = 0;

	for (size_t i = 0; i < t->n; i++) {
		struct str line = { t->text.p + at, t->row[i].length };
		at += line.n;
		if (!t->row[i].printed)
			continue;
		if (plain)
			write_plain_row(&o, i, line);
		else
			write_row(&o, i, line);
	}
	if (p->vanished)
		write_vanished(&o);
}
