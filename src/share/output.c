#include "output.h"

#include <stdlib.h>

#include "lib/csv/csvout.h"
#include "lib/die.h"

/* The input of the functions below. */
struct output {
	const struct share_plan *plan;
	const struct share_table *table;
	struct change *change;
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

/* What a row is compared with; also REFERENCE_NONE without --change. */
struct then {
	enum reference kind;
	size_t row, group;
};

static void
write_change(const struct output *o, bool known, struct ratio now, struct then then, size_t m)
{
	char text[DEC_TEXT];
	struct ratio before = { 0 };

	if (then.kind == REFERENCE_ROW)
		known = known && share_table_ratio(o->table, then.row, m, &before);
	else if (then.kind == REFERENCE_ABSENT)
		known = known && share_table_total(o->table, then.group, m, &before.den) &&
			before.den > 0;
	else
		known = false;
	if (!known)
		write_nothing();
	else
		csvout_raw((struct str){ text,
		    ratio_print_difference(text, now, before, o->plan->shift, o->plan->digits) });
}

static void
write_row(const struct output *o, size_t i, struct str line)
{
	struct then then = { .kind = REFERENCE_NONE };

	if (o->plan->against != NULL)
		then.kind = change_reference(o->change, o->table, i, &then.row, &then.group);
	csvout_raw(line);
	for (size_t m = 0; m < o->plan->of.n; m++) {
		struct ratio r;
		bool known = share_table_ratio(o->table, i, m, &r);
		write_share(o, known, r);
		if (o->plan->with_total)
			write_total(o, o->table->row[i].group, m);
		if (o->plan->against != NULL)
			write_change(o, known, r, then, m);
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
	struct then then = { REFERENCE_ROW, v->then, 0 };

	for (size_t at = 0; at < o->plan->columns->n; at++)
		csvout_field(field[at]);
	for (size_t m = 0; m < o->plan->of.n; m++) {
		struct ratio now = { 0 };
		bool known = share_table_total(o->table, v->group, m, &now.den) && now.den > 0;
		write_share(o, known, now);
		if (o->plan->with_total)
			write_total(o, v->group, m);
		write_change(o, known, now, then, m);
	}
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
output_rows(const struct share_plan *p, const struct share_table *t, struct change *change)
{
	struct output o = { p, t, change };
	size_t at = 0;

	for (size_t i = 0; i < t->n; i++) {
		size_t length = t->row[i].length;
		if (length > 0)
			write_row(&o, i, (struct str){ t->text.p + at, length });
		at += length;
	}
	if (p->vanished)
		write_vanished(&o);
}
