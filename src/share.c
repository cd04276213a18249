/*
 * share: each row's part of its group's total, and how that part moved.
 */
#include <stdlib.h>
#include <unistd.h>

#include "lib/csvout.h"
#include "lib/die.h"
#include "lib/tablein.h"
#include "lib/tool.h"
#include "lib/where.h"
#include "share/change.h"
#include "share/table.h"
#include "trade/shape.h"
#include "trade/world.h"

enum {
	TOTAL = OPT_WORD,
	WITH_TOTAL,
	CHANGE,
	IDENTITY,
	VANISHED,
	ONLY,
	DIGITS,
	FRACTION,
	AS,
	SORTED
};

static const struct opt options[] = {
	{ 'c', "of", "COL", "the measure (default value_usd); repeat it for several" },
	{ 'g', "within", "COLS",
	    "shares within groups of these columns (default period,flow,reporter where there is a partner, else period,flow)" },
	{ TOTAL, "total", "sum|COL=V",
	    "the denominator: the group's sum, or its row with COL=V (partner=W00), which leaves the output" },
	{ WITH_TOTAL, "with-total", NULL, "append the denominator" },
	{ CHANGE, "change", "PERIOD|prev",
	    "append the change in percentage points against that period" },
	{ IDENTITY, "identity", "COLS",
	    "what makes a row the same in two periods (default: the columns left of the first measure)" },
	{ VANISHED, "vanished", NULL, "with --change: add rows for those that are gone" },
	{ ONLY, "only", "COL=V,...", "print only these rows; the total is still everybody's" },
	{ DIGITS, "digits", "N", "decimals (default 4)" },
	{ FRACTION, "fraction", NULL, "0 to 1 instead of per cent" },
	{ AS, "as", "NAME", "the name of the new column" },
	{ SORTED, "sorted", NULL, "the input is sorted by group: hold one group at a time" },
	{ 0, NULL, NULL, NULL },
};

struct share {
	struct opts common;
	struct buf measures; /* names of -c, comma-separated */
	const char *within, *identity, *name;
	bool with_total, vanished, sorted;
	unsigned digits, shift; /* shift: 2 for per cent */
	struct where total, only;
	const char *against; /* --change */
	const struct columns *columns;
	struct column_list of, group;
	struct world_watch world;
	struct share_table table;
	struct change change;
	/* for the words at the end */
	uint64_t empty, no_total, zero_total;
	uint64_t rows, widest; /* of a group, in rows */
	struct gap {
		uint64_t groups;
		dec largest;
	} * gap; /* by measure */
};

static struct operands
parse_options(struct share *s, int argc, char **argv)
{
	for (int id; (id = opts_next(&s->common, argc, argv)) != OPT_END;) {
		const char *arg = s->common.arg;
		switch (id) {
		case 'c':
			buf_printf(&s->measures, "%s%s", s->measures.n > 0 ? "," : "", arg);
			break;
		case 'g': s->within = arg; break;
		case TOTAL:
			if (strcmp(arg, "sum") != 0)
				where_add(&s->total, "total", arg);
			break;
		case WITH_TOTAL: s->with_total = true; break;
		case CHANGE: s->against = arg; break;
		case IDENTITY: s->identity = arg; break;
		case VANISHED: s->vanished = true; break;
		case ONLY: where_add(&s->only, "only", arg); break;
		case DIGITS:
			s->digits = (unsigned)opts_number("digits", arg, 0, DEC_MAX_DIGITS);
			break;
		case FRACTION: s->shift = 0; break;
		case AS: s->name = arg; break;
		case SORTED: s->sorted = true; break;
		}
	}
	if (s->sorted && s->against != NULL)
		misuse("--change has to see all periods and does not go with --sorted");
	if (s->against == NULL && (s->vanished || s->identity != NULL))
		misuse("--vanished and --identity go with --change");
	return operands_collect(&s->common, optind, argc, argv);
}

static void
bind(struct share *s, const struct columns *c)
{
	struct column_list identity = { 0 };

	s->columns = c;
	column_list_find(
	    &s->of, c, "of", s->measures.n > 0 ? buf_text(&s->measures) : "value_usd", NULL);
	for (size_t i = 0; i < s->of.n; i++)
		for (size_t k = 0; k < i; k++)
			if (s->of.at[k] == s->of.at[i])
				misuse("--of names a column twice");
	if (s->of.n > 1 && s->name != NULL)
		misuse("--as names one column, and there are %zu measures", s->of.n);
	s->table.measures = s->of.n;
	s->gap = mem_zalloc(s->of.n, sizeof *s->gap);
	shape_within(&s->group, c, s->within);
	where_bind(&s->total, c);
	where_bind(&s->only, c);
	s->world = world_watch(c);
	for (size_t i = 0; i < s->group.n; i++)
		world_ignore(&s->world, s->group.at[i]);
	if (s->against == NULL)
		return;
	shape_identity(&identity, c, s->identity, &s->of);
	change_begin(&s->change, s->against, c, &s->group, &identity);
	column_list_free(&identity);
}

/* "share_pct", or "net_kg_share_pct" where there are several measures. */
static void
add_name(const struct share *s, size_t m, const char *plain, bool always_measure)
{
	struct buf name = { 0 };

	if (s->of.n > 1 || always_measure) {
		buf_add(&name, s->columns->name[s->of.at[m]]);
		buf_add_byte(&name, '_');
	}
	buf_add(&name, str_of(plain));
	if (columns_find(s->columns, buf_str(&name)) != COLUMN_NONE)
		misuse(
		    "the input has a column '%s' already; rename it, or use --as", buf_text(&name));
	csvout_field(buf_str(&name));
	buf_free(&name);
}

static void
write_header(const struct share *s, const struct tablein *in)
{
	tablein_begin_header(in);
	for (size_t m = 0; m < s->of.n; m++) {
		add_name(s, m,
		    s->name != NULL ? s->name
		    : s->shift > 0  ? "share_pct"
				    : "share",
		    false);
		if (s->with_total)
			add_name(s, m, "total", true);
		if (s->against != NULL)
			add_name(s, m, s->shift > 0 ? "change_pp" : "change", false);
	}
	csvout_end_record();
}

static void
read_parts(struct share *s, const struct tablein *in, struct part *part)
{
	for (size_t m = 0; m < s->of.n; m++) {
		part[m].value = 0;
		part[m].filled = tablein_number(in, s->of.at[m], &part[m].value);
		if (part[m].value < 0)
			tablein_die(in, "%.*s is negative; a share of it has no meaning",
			    STR_ARG(s->columns->name[s->of.at[m]]));
	}
}

static void
add_row(struct share *s, const struct tablein *in, size_t group, const struct part *part)
{
	const struct str *field = tablein_fields(in);
	struct share_row row = { tablein_raw(in), (uint32_t)group, where_holds(&s->only, field) };
	bool fits;

	s->rows++;
	s->table.facts[group].rows++;
	s->table.facts[group].sides |= world_look(&s->world, field);
	if (s->total.n > 0 && where_holds(&s->total, field)) {
		fits = share_table_add_total(&s->table, group, part);
		if (s->against != NULL)
			change_note_period(&s->change, field);
	} else {
		for (size_t m = 0; m < s->of.n; m++)
			s->empty += !part[m].filled;
		fits = share_table_add(&s->table, row, part);
		if (s->against != NULL && !change_add(&s->change, field))
			tablein_die(in,
			    "a second row of the same identity in one period; aggregate "
			    "first, or name what tells them apart with --identity");
	}
	if (!fits)
		tablein_die(in, "the total of the group is beyond 128 bits");
}

/* All rows of the groups are there: fixes the denominators and judges them. */
static void
close_groups(struct share *s)
{
	for (size_t g = 0; g < s->table.groups.n; g++) {
		struct group_facts *f = &s->table.facts[g];
		const char *column = s->total.n == 0 ? world_beside_parts(f->sides) : NULL;
		if (column != NULL)
			die("rows of World (W00) stand beside those of its parts in %s: use --total %s=W00, or "
			    "drop them",
			    column, column);
		if (s->total.n > 0 && !f->has_total)
			s->no_total++;
		for (size_t m = 0; m < s->of.n; m++) {
			struct total *t = &s->table.total[g * s->of.n + m];
			if (s->total.n == 0)
				t->total = t->others;
			dec gap =
			    t->total > t->others ? t->total - t->others : t->others - t->total;
			if (s->total.n > 0 && f->has_total && gap > 0) {
				s->gap[m].groups++;
				if (gap > s->gap[m].largest)
					s->gap[m].largest = gap;
			}
			s->zero_total += t->total == 0;
		}
		f->has_total |= s->total.n == 0;
		if (f->rows > s->widest)
			s->widest = f->rows;
	}
}

static void
write_text(bool there, const char *text, size_t n)
{
	csvout_field((struct str){ text, there ? n : 0 });
}

static void
write_total(const struct share *s, size_t group, size_t m)
{
	dec total;

	if (share_table_total(&s->table, group, m, &total))
		csvout_dec(total);
	else
		write_text(false, NULL, 0);
}

static void
write_change(const struct share *s, bool has_share, struct ratio now, enum reference kind,
    size_t then, size_t group, size_t m)
{
	char text[DEC_TEXT];
	struct ratio before = { 0 };
	bool known = has_share;
	size_t n = 0;

	if (kind == REFERENCE_ROW)
		known = known && share_table_ratio(&s->table, then, m, &before);
	else if (kind == REFERENCE_ABSENT)
		known =
		    known && share_table_total(&s->table, group, m, &before.den) && before.den > 0;
	else
		known = false;
	if (known)
		n = ratio_print_difference(text, now, before, s->shift, s->digits);
	write_text(known, text, n);
}

static void
write_row(const struct share *s, size_t i)
{
	const struct share_row *row = &s->table.row[i];
	enum reference kind = REFERENCE_NONE;
	size_t then = 0, group = 0;
	char text[DEC_TEXT];

	if (!row->shown)
		return;
	if (s->against != NULL)
		kind = change_reference(&s->change, &s->table, i, &then, &group);
	csvout_raw(row->raw);
	for (size_t m = 0; m < s->of.n; m++) {
		struct ratio r;
		bool known = share_table_ratio(&s->table, i, m, &r);
		write_text(known, text, known ? ratio_print(text, r, s->shift, s->digits) : 0);
		if (s->with_total)
			write_total(s, row->group, m);
		if (s->against != NULL)
			write_change(s, known, r, kind, then, group, m);
	}
	csvout_end_record();
}

/* A row for one that is gone: its identity, 0 for the measures, nothing for the rest. */
static void
write_vanished_row(const struct share *s, const struct vanished *v, struct str *field)
{
	struct str rest = v->identity;
	char text[DEC_TEXT];

	for (size_t at = 0; at < s->columns->n; at++)
		field[at] = str_of(column_list_has(&s->of, at) ? "0" : "");
	for (size_t k = 0; k < s->change.identity.n; k++)
		str_split(&rest, '\0', &field[s->change.identity.at[k]]);
	rest = s->table.groups.key[v->group];
	for (size_t k = 0; k < s->group.n; k++)
		str_split(&rest, '\0', &field[s->group.at[k]]);
	if (!where_holds(&s->only, field))
		return;
	for (size_t at = 0; at < s->columns->n; at++)
		csvout_field(field[at]);
	for (size_t m = 0; m < s->of.n; m++) {
		struct ratio now = { 0 };
		bool known = share_table_total(&s->table, v->group, m, &now.den) && now.den > 0;
		write_text(known, text, known ? ratio_print(text, now, s->shift, s->digits) : 0);
		if (s->with_total)
			write_total(s, v->group, m);
		write_change(s, known, now, REFERENCE_ROW, v->then, 0, m);
	}
	csvout_end_record();
}

static void
write_vanished(const struct share *s)
{
	struct arena text = { 0 };
	size_t n;
	struct vanished *gone = change_vanished(&s->change, &s->table, &n, &text);
	struct str *field = mem_alloc(s->columns->n, sizeof *field);

	for (size_t i = 0; i < n; i++)
		write_vanished_row(s, &gone[i], field);
	free(field);
	free(gone);
	arena_free(&text);
}

static void
write_groups(struct share *s)
{
	close_groups(s);
	if (s->against != NULL)
		change_prepare(&s->change);
	for (size_t i = 0; i < s->table.n; i++)
		write_row(s, i);
	if (s->vanished)
		write_vanished(s);
	share_table_clear(&s->table);
}

static void
share_rows(struct share *s, struct tablein *in)
{
	struct part *part = mem_alloc(s->of.n, sizeof *part);
	struct buf key = { 0 };

	while (tablein_next(in)) {
		column_list_key(&s->group, tablein_fields(in), &key);
		if (s->sorted && s->table.groups.n > 0) {
			int order = str_cmp(s->table.groups.key[0], buf_str(&key));
			if (order > 0)
				tablein_die(
				    in, "the input is not sorted by group, as --sorted says");
			if (order < 0)
				write_groups(s);
		}
		read_parts(s, in, part);
		add_row(s, in, share_table_group(&s->table, buf_str(&key)), part);
	}
	write_groups(s);
	free(part);
	buf_free(&key);
}

/* What the result does not show by itself. */
static void
report(const struct share *s)
{
	where_report(&s->only, "only");
	if (s->rows > 1 && s->widest == 1)
		warn(
		    "every group has one row, and a share of 100; select rows after share, with --only");
	if (s->empty > 0)
		warn("%llu empty cells have no share", (unsigned long long)s->empty);
	if (s->no_total > 0)
		warn("%llu groups have no row for their total and so no shares",
		    (unsigned long long)s->no_total);
	else if (s->zero_total > 0)
		warn("%llu totals are 0 and have no shares", (unsigned long long)s->zero_total);
	for (size_t m = 0; m < s->of.n; m++) {
		char text[DEC_TEXT];
		if (s->gap[m].groups == 0)
			continue;
		dec_print(text, s->gap[m].largest);
		warn(
		    "in %llu groups the parts do not add up to the total of %.*s; the largest gap is %s",
		    (unsigned long long)s->gap[m].groups, STR_ARG(s->columns->name[s->of.at[m]]),
		    text);
	}
}

int
main(int argc, char **argv)
{
	struct share s = {
		.common = {
			.purpose = "Append each row's share of its group.",
			.usage = "[OPTION]... [FILE]...",
			.table = options,
		},
		.digits = 4,
		.shift = 2,
	};

	tool_begin("share");
	struct operands operands = parse_options(&s, argc, argv);
	struct tablein *in = tablein_open(&s.common, operands);
	bind(&s, tablein_columns(in));
	if (!s.common.headerless)
		write_header(&s, in);
	csvout_flush();
	share_rows(&s, in);
	report(&s);
	share_table_free(&s.table);
	change_free(&s.change);
	column_list_free(&s.of);
	column_list_free(&s.group);
	free(s.gap);
	buf_free(&s.measures);
	where_free(&s.total);
	where_free(&s.only);
	tablein_close(in);
	return tool_end();
}
