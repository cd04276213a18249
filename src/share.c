/*
 * share: append each row's share of its group's total, and the change of the share over time.
 */
#include <stdlib.h>
#include <unistd.h>

#include "lib/csv/csvout.h"
#include "lib/csv/tablein.h"
#include "lib/die.h"
#include "lib/tool.h"
#include "share/breaks.h"
#include "share/change.h"
#include "share/hidden-total.h"
#include "share/output.h"
#include "share/silent.h"
#include "share/table.h"
#include "share/totals.h"
#include "trade/additive.h"
#include "trade/grouped.h"
#include "trade/known.h"
#include "trade/measures.h"
#include "trade/roles.h"
#include "trade/watch.h"
#include "trade/whole.h"

enum {
	TOTAL = OPT_WORD,
	WITH_TOTAL,
	ALLOW,
	SELECTED,
	KNOWN,
	CHANGE,
	GROWTH,
	SEEN,
	IDENTITY,
	VANISHED,
	ONLY,
	DIGITS,
	FRACTION,
	AS,
	SORTED
};

static const struct opt options[] = {
	{ 'c', "of", "COLS", "the measures (default value_usd)" },
	{ 'g', "within", "COLS",
	    "shares within groups of these columns (default period,flow,reporter if there is a partner, else period,flow)" },
	{ TOTAL, "total", "sum|COL=V",
	    "the denominator: the group's sum, or its row with COL=V (partner=W00), which is not printed" },
	{ WITH_TOTAL, "with-total", NULL, "append the denominator" },
	{ ALLOW, "allow", "KIND,...", ADDITIVE_HELP },
	{ SELECTED, "selected", NULL,
	    "take the input for the whole, although partners were selected or rows cut" },
	{ KNOWN, "known", NULL,
	    "where a measure is missing, print shares of the known sum: upper bounds" },
	{ CHANGE, "change", "PERIOD|prev",
	    "append the change in percentage points since that period" },
	{ GROWTH, "growth", "PERIOD|prev",
	    "append the growth of the measure since that period, in per cent" },
	{ SEEN, "seen", "FILE",
	    "who has reported (of fetch-normalise --seen, or a manifest): changes against a period in which someone is silent are empty" },
	{ IDENTITY, "identity", "COLS",
	    "the columns that identify a row in two periods (default: those left of the first measure)" },
	{ VANISHED, "vanished", NULL,
	    "with --change: add the rows that are gone since that period" },
	{ ONLY, "only", "COL=V,...", "print only these rows; the total still includes all rows" },
	{ DIGITS, "digits", "N", "decimals (default 4)" },
	{ FRACTION, "fraction", NULL, "shares from 0 to 1 instead of per cent" },
	{ AS, "as", "NAME", "the name of the new column" },
	{ SORTED, "sorted", NULL, "the input is sorted by group: hold one group at a time" },
	{ 0, NULL, NULL, NULL },
};

struct share {
	struct opts common;
	struct share_plan plan;
	struct buf measures; /* names of -c, comma-separated */
	const char *within, *identity, *seen_path;
	bool sorted;
	struct grouped grouped;
	size_t group; /* number of the last row's group */
	struct watch watch;
	struct share_table table;
	struct totals totals;
	struct change change;
	unsigned allowed; /* of --allow */
	struct additive *additive;
	struct whole whole;
	struct known known;
	struct hidden_total hidden;
	struct silent silent;
	struct seen seen;
	uint64_t empty; /* number of empty cells */
};

/* Dies of options that do not go together. */
static void
check_options(const struct share *s)
{
	const struct share_plan *p = &s->plan;
	bool compares = p->against != NULL || p->growth != NULL;

	if (s->sorted && (compares || s->seen_path != NULL))
		misuse("--%s must read all periods first, so it cannot be used with --sorted",
		    p->against != NULL  ? "change"
		    : p->growth != NULL ? "growth"
					: "seen");
	if (p->against == NULL && p->vanished)
		misuse("--vanished needs --change");
	if (!compares && s->identity != NULL)
		misuse("--identity needs --change or --growth");
}

static struct operands
parse_options(struct share *s, int argc, char **argv)
{
	for (int id; (id = opts_next(&s->common, argc, argv)) != OPT_END;) {
		const char *arg = s->common.arg;
		switch (id) {
		case 'c': measures_add_names(&s->measures, arg); break;
		case 'g': opts_join(&s->common, &s->within); break;
		case TOTAL:
			if (strcmp(arg, "sum") != 0)
				where_add(&s->plan.total, "total", arg);
			break;
		case WITH_TOTAL: s->plan.with_total = true; break;
		case ALLOW: s->allowed |= additive_kinds(arg); break;
		case SELECTED: s->whole.consent = true; break;
		case KNOWN: s->known.bounds = true; break;
		case CHANGE: s->plan.against = arg; break;
		case GROWTH: s->plan.growth = arg; break;
		case SEEN: s->seen_path = arg; break;
		case IDENTITY: opts_join(&s->common, &s->identity); break;
		case VANISHED: s->plan.vanished = true; break;
		case ONLY: where_add(&s->plan.only, "only", arg); break;
		case DIGITS:
			s->plan.digits = (unsigned)opts_number("digits", arg, 0, DEC_MAX_DIGITS);
			break;
		case FRACTION: s->plan.shift = 0; break;
		case AS: s->plan.name = arg; break;
		case SORTED: s->sorted = true; break;
		}
	}
	check_options(s);
	return operands_collect(&s->common, optind, argc, argv);
}

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

static void
bind(struct share *s, const struct columns *c)
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

static void
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

/* Warns about what the result does not show. */
static void
report(struct share *s, uint64_t rows)
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

static void
end(struct share *s)
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

int
main(int argc, char **argv)
{
	struct share s = {
		.common = {
			.purpose = "Append each row's share of its group.",
			.usage = "[OPTION]... [FILE]...",
			.table = options,
		},
		.plan = { .digits = 4, .shift = 2 },
		.silent = { .period = COLUMN_NONE },
	};

	tool_begin(argv[0], "share");
	struct operands operands = parse_options(&s, argc, argv);
	struct tablein *in = tablein_open(&s.common, operands);
	bind(&s, tablein_columns(in));
	if (!s.common.headerless)
		output_header(&s.plan, in);
	csvout_flush();
	share_rows(&s, in);
	report(&s, tablein_rows(in));
	end(&s);
	tablein_close(in);
	return tool_end();
}
