/*
 * aggregate: folds rows by key. Exact sums, sorted output, and words about what is not in them.
 */
#include <stdlib.h>
#include <unistd.h>

#include "aggregate/coverage.h"
#include "aggregate/distinct.h"
#include "aggregate/gather.h"
#include "aggregate/plan.h"
#include "aggregate/recode.h"
#include "lib/csv/csvout.h"
#include "lib/die.h"
#include "lib/csv/tablein.h"
#include "lib/tool.h"
#include "trade/watch.h"

enum {
	MIN = OPT_WORD,
	MAX,
	MEAN,
	COUNT,
	DISTINCT,
	MISSING,
	COMPLETE,
	MERGE,
	ACROSS_FLOWS,
	BALANCED,
	BLOC,
	BLOC_FILE,
	INTRA,
	SORTED,
	MEMORY
};

/* What the program takes beside its tables of groups: buffers, coverage, the C library. */
enum { OWN_MEMORY = 8 << 20 };

static const struct opt options[] = {
	{ 'g', "by", "COLS",
	    "the key (default period,flow,reporter,partner); COL:N is the first N characters" },
	{ 's', "sum", "COLS", "columns to sum (default value_usd,net_kg)" },
	{ MIN, "min", "COLS", "append the smallest value" },
	{ MAX, "max", "COLS", "append the largest value" },
	{ MEAN, "mean", "COLS", "append the mean, to 9 decimals" },
	{ COUNT, "count", NULL, "append the number of rows" },
	{ DISTINCT, "distinct", "COLS", "append the number of different values" },
	{ MISSING, "missing", "COLS", "append the number of empty cells" },
	{ COMPLETE, "complete", NULL, "leave a sum empty when a part of it is missing" },
	{ MERGE, "merge", NULL, "the input is the output of earlier runs, in parts" },
	{ ACROSS_FLOWS, "across-flows", NULL, "allow sums over imports and exports" },
	{ BALANCED, "balanced", "COL", "keep only the values of COL that every period has" },
	{ BLOC, "bloc", "NAME,...", "count the members of a bloc as one" },
	{ BLOC_FILE, "bloc-file", "FILE",
	    "blocs of your own: CSV with columns bloc,member,from,to" },
	{ INTRA, "intra", "keep|drop", "what becomes of trade inside a bloc (default keep)" },
	{ SORTED, "sorted", NULL, "the input is sorted by the key: use constant memory" },
	{ MEMORY, "memory", "SIZE", "spill groups to $TMPDIR beyond so much memory: 64M, 2G" },
	{ 0, NULL, NULL, NULL },
};

struct aggregate {
	struct opts common;
	struct plan_options asked;
	bool complete, across_flows, sorted, intra_given;
	size_t memory; /* 0 for no bound */
	const char *balanced;
	struct recode recode;
	struct fold_plan plan;
	struct store groups; /* their cells; unused if sorted */
	struct gather whole; /* the group that is being put together, in order of key */
	struct distinct distinct;
	/* are there distinct values to count, flows to look at, reporters to compare, World? */
	bool count_distinct, compare_reporters, watch_world;
	int period, flow, reporter, partner,
	    panel;    /* columns that the checks look at, or COLUMN_NONE */
	bool roll_up; /* months become years in the key */
	struct coverage reporters, panel_coverage;
	struct months months;
	struct watch watch;
	unsigned char world_seen; /* in any row */
};

static struct operands
parse_options(struct aggregate *a, int argc, char **argv)
{
	static const char *const intra[] = { "keep", "drop", NULL };

	for (int id; (id = opts_next(&a->common, argc, argv)) != OPT_END;) {
		const char *arg = a->common.arg;
		switch (id) {
		case 'g': a->asked.by = arg; break;
		case 's': a->asked.sum = arg; break;
		case MIN: a->asked.min = arg; break;
		case MAX: a->asked.max = arg; break;
		case MEAN: a->asked.mean = arg; break;
		case COUNT: a->asked.count = true; break;
		case DISTINCT: a->asked.distinct = arg; break;
		case MISSING: a->asked.missing = arg; break;
		case COMPLETE: a->complete = true; break;
		case MERGE: a->asked.merge = true; break;
		case ACROSS_FLOWS: a->across_flows = true; break;
		case BALANCED: a->balanced = arg; break;
		case BLOC: recode_add(&a->recode, arg); break;
		case BLOC_FILE: recode_add_file(&a->recode, arg); break;
		case INTRA:
			a->intra_given = true;
			a->recode.drop_intra = opts_word("intra", arg, intra) == 1;
			break;
		case SORTED: a->sorted = true; break;
		case MEMORY: a->memory = opts_size("memory", arg); break;
		}
	}
	if (a->intra_given && a->recode.blocs.n == 0)
		misuse("--intra goes with --bloc or --bloc-file");
	if (a->sorted && a->balanced != NULL)
		misuse("--balanced has to see all rows first and does not go with --sorted");
	if (a->asked.merge && (a->asked.min != NULL || a->asked.max != NULL ||
				  a->asked.mean != NULL || a->asked.distinct != NULL))
		misuse("--merge takes minima and maxima by their names; means and distinct values "
		       "cannot be merged");
	return operands_collect(&a->common, optind, argc, argv);
}

static void
fold_cells(const void *plan, char *to, const char *from)
{
	cells_fold(plan, to, from);
}

/* What the tables of groups and of distinct values may take each, so that all takes SIZE. */
static size_t
table_memory(const struct aggregate *a)
{
	size_t rest = a->memory > 2 * OWN_MEMORY ? a->memory - OWN_MEMORY : a->memory / 2;

	if (a->memory == 0)
		return 0;
	if (a->count_distinct)
		rest /= 2;
	return rest > 0 ? rest : 1;
}

static void
watch(struct aggregate *a, const struct columns *c)
{
	struct column_list key = { 0 };

	for (size_t i = 0; i < a->plan.keys; i++)
		column_list_add(&key, a->plan.key[i].at);
	watch_begin(&a->watch, c, &key);
	if (a->across_flows)
		a->watch.flow.at = COLUMN_NONE;
	a->watch_world = a->watch.side[0] >= 0 || a->watch.side[1] >= 0;
	column_list_free(&key);
}

static void
bind(struct aggregate *a, const struct columns *c)
{
	size_t cut = 0;

	plan_make(&a->plan, &a->asked, c);
	recode_bind(&a->recode, c);
	a->period = columns_want(c, "period");
	a->flow = columns_want(c, "flow");
	a->reporter = columns_want(c, "reporter");
	watch(a, c);
	a->panel = COLUMN_NONE;
	if (a->balanced != NULL) {
		a->panel = (int)columns_need(c, str_of(a->balanced));
		columns_need(c, str_of("period"));
	}
	a->roll_up = plan_has_key(&a->plan, a->period, &cut) && cut == 4;
	a->compare_reporters = a->reporter >= 0 && !plan_has_key(&a->plan, a->reporter, NULL);
	a->count_distinct = distinct_wanted(&a->plan);
	store_begin(&a->groups, cells_size(&a->plan), table_memory(a), fold_cells, &a->plan);
	distinct_begin(
	    &a->distinct, &a->plan, a->panel >= 0 ? &a->panel_coverage : NULL, table_memory(a));
}

static void
want(struct tablein *in, int at, bool wanted)
{
	if (wanted && at >= 0)
		tablein_want(in, (size_t)at);
}

/* Asks for the cells that are looked at, and no others. */
static void
want_cells(const struct aggregate *a, struct tablein *in)
{
	bool blocs = a->recode.blocs.n > 0;

	for (size_t i = 0; i < a->plan.keys; i++)
		tablein_want(in, a->plan.key[i].at);
	for (size_t i = 0; i < a->plan.inputs; i++)
		tablein_want(in, a->plan.input[i].at);
	for (size_t i = 0; i < sizeof a->watch.side / sizeof *a->watch.side; i++)
		want(in, a->watch.side[i], true);
	want(in, a->panel, true);
	want(in, a->watch.flow.at, true);
	want(in, a->watch.period.at, true);
	want(in, a->period, a->compare_reporters || a->panel >= 0 || blocs);
	want(in, a->reporter, a->compare_reporters || blocs);
	want(in, a->recode.partner, blocs);
}

static void
check_flow(struct aggregate *a, const struct tablein *in, const struct str *field)
{
	if (!watch_column(&a->watch.flow, field))
		tablein_die(in,
		    "flow is not in --by and holds %.*s and %.*s; a sum of both counts "
		    "trade twice (--across-flows if it is meant)",
		    STR_ARG(buf_str(&a->watch.flow.least)), STR_ARG(buf_str(&a->watch.flow.most)));
}

/* Where flows are told apart, each is compared with itself: who reports imports may not exports. */
static struct str
scope_of(const struct aggregate *a, const struct str *field)
{
	bool apart = a->panel != a->flow && plan_has_key(&a->plan, a->flow, NULL);

	return apart ? field[a->flow] : (struct str){ "", 0 };
}

/* Notes the month of the series that a row belongs to: year, and flow and reporter if in the key.
 */
static void
note_month(struct aggregate *a, const struct str *field)
{
	static struct buf key;
	const int other[] = { a->flow, a->reporter };
	struct str part[5] = { { field[a->period].p, 4 } };
	size_t n = 1;
	struct period p;

	if (!period_parse(field[a->period], &p))
		return;
	for (size_t i = 0; i < 2; i++)
		if (plan_has_key(&a->plan, other[i], NULL))
			part[n++] = field[other[i]];
	if (a->panel >= 0) {
		part[n++] = scope_of(a, field);
		part[n++] = field[a->panel];
	}
	months_add(&a->months, key_join(&key, part, n), 1u << p.month);
}

static void
note_coverage(struct aggregate *a, const struct str *field)
{
	if (a->period < 0)
		return;
	if (a->compare_reporters)
		coverage_add(
		    &a->reporters, scope_of(a, field), field[a->period], field[a->reporter]);
	if (a->panel >= 0)
		coverage_add(
		    &a->panel_coverage, scope_of(a, field), field[a->period], field[a->panel]);
	if (a->roll_up)
		note_month(a, field);
}

static void
read_inputs(
    struct aggregate *a, const struct tablein *in, const struct str *field, struct reading *row)
{
	for (size_t i = 0; i < a->plan.inputs; i++) {
		struct input_column *input = &a->plan.input[i];
		row[i].empty = field[input->at].n == 0;
		input->missing += row[i].empty;
		if (input->numeric)
			tablein_number(in, input->at, &row[i].number);
	}
}

/* World beside its parts in one sum is the same dollars twice. */
static void
check_world(void *to, struct str key, const char *cells)
{
	const char *column = watch_world_beside_parts(cells_seen(cells));

	(void)to, (void)key;
	if (column != NULL)
		die("%s is not in --by and holds World (W00) beside its parts: their sum would count twice; "
		    "drop one of them, as %sfetch-normalise does",
		    column, prog_prefix());
}

static void
write_group(void *to, struct str key, const char *cells)
{
	struct aggregate *a = to;

	plan_write_key(&a->plan, key);
	cells_write(&a->plan, cells, distinct_count(&a->distinct, key), a->complete);
	csvout_end_record();
}

/* The same for sorted input, where the distinct values are those of this group. */
static void
write_sorted(void *to, struct str key, const char *cells)
{
	struct aggregate *a = to;

	check_world(to, key, cells);
	if (a->count_distinct)
		distinct_start(&a->distinct);
	write_group(to, key, cells);
	if (a->count_distinct)
		distinct_clear(&a->distinct);
}

/* In sorted input a group is whole when the next key comes. */
static void
check_sorted(const struct aggregate *a, const struct tablein *in, struct str key)
{
	if (a->whole.any && str_cmp(buf_str(&a->whole.key), key) > 0)
		tablein_die(in, "the input is not sorted by the key, as --sorted says");
}

/* A row in the making. */
struct folded_row {
	const struct str *field; /* after the blocs, */
	struct str *copy;        /* which are put into this one, if there are any */
	struct reading *reading;
	char *cells;
	struct buf key;
};

static void
fold_row(struct aggregate *a, const struct tablein *in, struct folded_row *row)
{
	const struct str *own = tablein_fields(in);

	plan_key(&a->plan, row->field, &row->key);
	size_t n = row->key.n;
	if (a->panel >= 0) /* kept apart until it is known who is in every period */
		coverage_part_add(&row->key, scope_of(a, own), own[a->panel]);
	struct str key = buf_str(&row->key);
	read_inputs(a, in, row->field, row->reading);
	unsigned char seen = a->watch_world ? watch_world(&a->watch, row->field) : 0;
	a->world_seen |= seen;
	char *cells = a->sorted ? row->cells : store_add(&a->groups, key);
	cells_of_row(&a->plan, row->reading, seen, cells);
	if (a->sorted) {
		check_sorted(a, in, key);
		gather_add(&a->whole, key, cells);
	}
	if (a->count_distinct)
		distinct_add(&a->distinct, (struct str){ key.p, n },
		    (struct str){ key.p + n, key.n - n }, row->field);
}

static void
fold_rows(struct aggregate *a, struct tablein *in)
{
	size_t columns = tablein_columns(in)->n;
	struct folded_row row = {
		.copy = mem_alloc(columns, sizeof *row.copy),
		.reading = mem_zalloc(a->plan.inputs + 1, sizeof *row.reading),
		.cells = mem_alloc(cells_size(&a->plan), 1),
	};

	if (a->sorted)
		gather_begin(&a->whole, &a->plan, write_sorted, a);
	while (tablein_next(in)) {
		row.field = tablein_fields(in);
		check_flow(a, in, row.field);
		(void)watch_column(&a->watch.period, row.field);
		note_coverage(a, row.field);
		if (a->recode.blocs.n > 0) {
			memcpy(row.copy, row.field, columns * sizeof *row.copy);
			row.field = row.copy;
			if (!recode_row(&a->recode, in, row.copy))
				continue;
		}
		fold_row(a, in, &row);
	}
	free(row.copy);
	free(row.reading);
	free(row.cells);
	buf_free(&row.key);
}

/* Hands on the groups in order of key; of a panel, those of its balanced values as one. */
static void
each_group(struct aggregate *a, void each(void *to, struct str key, const char *cells))
{
	struct entry e;

	gather_begin(&a->whole, &a->plan, each, a);
	store_start(&a->groups);
	while (store_next(&a->groups, &e))
		if (a->panel < 0 || coverage_part_balanced(&a->panel_coverage, &e.key))
			gather_add(&a->whole, e.key, e.data);
	gather_end(&a->whole);
}

static void
write_groups(struct aggregate *a)
{
	/* before the first row is out, where there is something to fear */
	if (watch_world_beside_parts(a->world_seen) != NULL)
		each_group(a, check_world);
	if (a->count_distinct)
		distinct_start(&a->distinct);
	each_group(a, write_group);
}

/* What the result does not show by itself. */
static void
report(struct aggregate *a, const struct tablein *in)
{
	/* in aggregate's own output an empty sum is what there is to say, not a missing part */
	for (size_t i = 0; i < a->plan.inputs && !a->plan.merge; i++)
		if (a->plan.input[i].missing > 0)
			warn("%.*s is empty in %llu of %llu rows",
			    STR_ARG(tablein_columns(in)->name[a->plan.input[i].at]),
			    (unsigned long long)a->plan.input[i].missing,
			    (unsigned long long)tablein_rows(in));
	if (a->panel >= 0) {
		struct months kept = months_balanced(&a->months, &a->panel_coverage);
		coverage_report_balanced(&a->panel_coverage, a->balanced);
		months_report(&kept);
		months_free(&kept);
	} else {
		coverage_report_reporters(&a->reporters);
		months_report(&a->months);
	}
	watch_warn_of_column(&a->watch.period, "--by");
	recode_report(&a->recode);
}

int
main(int argc, char **argv)
{
	struct aggregate a = {
		.common = {
			.purpose = "Fold rows by key: sums and counts, sorted by key.",
			.usage = "[OPTION]... [FILE]...",
			.table = options,
		},
	};

	tool_begin(argv[0], "aggregate");
	struct operands operands = parse_options(&a, argc, argv);
	struct tablein *in = tablein_open(&a.common, operands);
	bind(&a, tablein_columns(in));
	want_cells(&a, in);
	if (!a.common.headerless)
		plan_write_header(&a.plan, tablein_columns(in));
	csvout_flush();
	fold_rows(&a, in);
	report(&a, in);
	if (a.sorted)
		gather_end(&a.whole);
	else
		write_groups(&a);
	store_clear(&a.groups);
	distinct_free(&a.distinct);
	coverage_free(&a.reporters);
	coverage_free(&a.panel_coverage);
	months_free(&a.months);
	recode_free(&a.recode);
	plan_free(&a.plan);
	watch_free(&a.watch);
	tablein_close(in);
	return tool_end();
}
