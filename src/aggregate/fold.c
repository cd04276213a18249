#include "fold.h"

#include <stdlib.h>

#include "defaults.h"
#include "lib/csv/csvout.h"
#include "lib/die.h"
#include "trade/flags.h"
#include "trade/period.h"

/* Memory of the program besides its tables: buffers, coverage, the C library. */
enum { OWN_MEMORY = 8 << 20 };

static void
fold_cells(const void *plan, char *to, const char *from)
{
	cells_fold(plan, to, from);
}

/* The limit in bytes of each table (groups, distinct values), so that all takes --memory. */
static size_t
table_memory(const struct fold *a)
{
	size_t rest = a->memory > 2 * OWN_MEMORY ? a->memory - OWN_MEMORY : a->memory / 2;

	if (a->memory == 0)
		return 0;
	if (a->count_distinct)
		rest /= 2;
	return rest > 0 ? rest : 1;
}

static void
watch(struct fold *a, const struct columns *c)
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

/* The sums and means must not count trade twice; other measures may. */
static void
judge_sums(struct fold *a, const struct columns *c)
{
	const struct fold_plan *p = &a->plan;
	struct column_list key = { 0 }, sums = { 0 };
	size_t *cut = mem_alloc(p->keys + 1, sizeof *cut);

	for (size_t i = 0; i < p->keys; i++) {
		column_list_add(&key, p->key[i].at);
		cut[i] = p->key[i].cut;
	}
	for (size_t m = 0; m < p->measures; m++)
		if (p->measure[m].op == OP_SUM || p->measure[m].op == OP_MEAN)
			column_list_add(&sums, p->input[p->measure[m].input].at);
	a->additive = additive_new(c, &key, cut, &sums, a->allowed);
	column_list_free(&key);
	column_list_free(&sums);
	free(cut);
}

/* The column of the first sum, or COLUMN_NONE. */
static int
first_sum(const struct fold_plan *p)
{
	bool any = p->measures > 0 && p->measure[0].op == OP_SUM;

	return any ? (int)p->input[p->measure[0].input].at : COLUMN_NONE;
}

static void
bind(struct fold *a, const struct columns *c)
{
	size_t cut = 0;

	plan_make(&a->plan, &a->options, c);
	defaults_report(&a->plan, &a->options, c);
	recode_bind(&a->recode, c, a->intra_given ? COLUMN_NONE : first_sum(&a->plan));
	a->period = columns_want(c, "period");
	a->flags = a->plan.flags;
	if (a->options.estimated || a->options.unit_value)
		a->flags = columns_find(c, str_of("flags"));
	a->flow = columns_want(c, "flow");
	a->reporter = columns_want(c, "reporter");
	watch(a, c);
	judge_sums(a, c);
	mean_periods_begin(&a->mean_periods, &a->plan, c);
	pivot_begin(&a->pivot, &a->plan, c, a->complete);
	if (a->sorted && a->mean_periods.wanted)
		misuse("--mean over periods must read all rows first, so it cannot be used with "
		       "--sorted; put the period into --by");
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

/* Requests only the fields that are used. */
static void
want_cells(const struct fold *a, struct tablein *in)
{
	bool blocs = a->recode.blocs.n > 0;

	for (size_t i = 0; i < a->plan.keys; i++)
		tablein_want(in, a->plan.key[i].at);
	for (size_t i = 0; i < a->plan.inputs; i++)
		tablein_want(in, a->plan.input[i].at);
	for (size_t i = 0; i < sizeof a->watch.side / sizeof *a->watch.side; i++)
		want(in, a->watch.side[i], true);
	want(in, a->panel, true);
	want(in, a->flags, true);
	want(in, a->watch.flow.at, true);
	want(in, a->watch.period.at, true);
	want(in, a->period,
	    a->mean_periods.wanted || a->compare_reporters || a->panel >= 0 || blocs);
	want(in, a->reporter, a->compare_reporters || blocs);
	want(in, a->recode.partner, blocs);
	additive_want(a->additive, in);
}

static void
check_flow(struct fold *a, const struct tablein *in, const struct str *field)
{
	if (!watch_column(&a->watch.flow, field))
		tablein_die(in,
		    "flow is not in --by and holds %.*s and %.*s; a sum of both counts "
		    "trade twice (use --across-flows to allow it)",
		    STR_ARG(buf_str(&a->watch.flow.least)), STR_ARG(buf_str(&a->watch.flow.most)));
}

/* The flow, if the key has it: a country may report imports but not exports. */
static struct str
scope_of(const struct fold *a, const struct str *field)
{
	bool by_flow = a->panel != a->flow && plan_has_key(&a->plan, a->flow, NULL);

	return by_flow ? field[a->flow] : (struct str){ "", 0 };
}

/* Notes the row's month in its series: the year, with flow and reporter if the key has them. */
static void
note_month(struct fold *a, const struct str *field)
{
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
	months_add(&a->months, key_join(&a->text, part, n), 1u << p.month);
}

static void
note_coverage(struct fold *a, const struct str *field)
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
read_inputs(struct fold *a, const struct tablein *in, const struct str *field, struct reading *row)
{
	for (size_t i = 0; i < a->plan.inputs; i++) {
		struct input_column *input = &a->plan.input[i];
		row[i].empty = field[input->at].n == 0;
		input->missing += row[i].empty;
		if (input->numeric)
			tablein_number(in, input->at, &row[i].number);
	}
}

/* The marks of a row. A cell of `flags` that holds something else is not ours. */
static struct marks
marks_of(struct fold *a, const struct str *field)
{
	struct marks marks = { 0 };
	unsigned flags = 0;

	if (a->watch_world)
		marks.world = watch_world(&a->watch, field);
	if (a->flags >= 0 && field[a->flags].n > 0 && !flags_parse(field[a->flags], &flags))
		a->foreign_flags++;
	marks.flags = (unsigned char)(flags & a->plan.flags_kept);
	marks.estimated = (flags & FLAG_ESTIMATED) != 0;
	return marks;
}

/* World and its parts in one sum count the same dollars twice. */
static void
check_world(void *to, struct str key, const char *cells)
{
	const char *column = watch_world_beside_parts(cells_marks(cells).world);

	(void)to, (void)key;
	if (column != NULL)
		die("%s is not in --by and holds World (W00) and its parts: their sum would count trade "
		    "twice; drop one of them, as %sfetch-normalise does",
		    column, prog_prefix());
}

static void
write_group(void *to, struct str key, const char *cells)
{
	struct fold *a = to;

	const struct cells_context with = { distinct_count(&a->distinct, key),
		a->mean_periods.wanted ? mean_periods_of(&a->mean_periods, key) : 0, a->complete };

	if (a->plan.pivot) {
		pivot_write(&a->pivot, key, cells, &with);
		return;
	}
	plan_write_key(&a->plan, key, &a->text);
	cells_write(&a->plan, cells, &with);
	csvout_end_record();
}

/* The same for sorted input, where the table of distinct values holds this group only. */
static void
write_sorted(void *to, struct str key, const char *cells)
{
	struct fold *a = to;

	check_world(to, key, cells);
	if (a->count_distinct)
		distinct_start(&a->distinct);
	write_group(to, key, cells);
	if (a->count_distinct)
		distinct_clear(&a->distinct);
}

/* In sorted input a group ends where the next key begins. */
static void
check_sorted(const struct fold *a, const struct tablein *in, struct str key)
{
	if (a->whole.any && str_cmp(buf_str(&a->whole.key), key) > 0)
		tablein_die(in, "the input is not sorted by the key, as --sorted requires");
}

/* Buffers for one row. */
struct folded_row {
	const struct str *field; /* the row, with blocs in place of their members */
	struct str *copy;        /* backs `field` if there are blocs */
	struct reading *reading;
	char *cells;
	struct buf key;
};

static void
fold_row(struct fold *a, const struct tablein *in, struct folded_row *row)
{
	const struct str *own = tablein_fields(in);

	plan_key(&a->plan, row->field, &row->key);
	size_t n = row->key.n;
	if (a->panel >= 0) /* separate until all periods of each value are known */
		coverage_key_add(&row->key, scope_of(a, own), own[a->panel]);
	struct str key = buf_str(&row->key);
	read_inputs(a, in, row->field, row->reading);
	struct marks marks = marks_of(a, row->field);
	a->world_bits |= marks.world;
	char *cells = a->sorted ? row->cells : store_add(&a->groups, key);
	cells_of_row(&a->plan, row->reading, marks, cells);
	if (a->sorted) {
		check_sorted(a, in, key);
		gather_add(&a->whole, key, cells);
	}
	if (a->count_distinct)
		distinct_add(&a->distinct, (struct str){ key.p, n },
		    (struct str){ key.p + n, key.n - n }, row->field);
}

void
fold_rows(struct fold *a, struct tablein *in)
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
		additive_add(a->additive, in);
		if (a->mean_periods.wanted)
			mean_periods_add(&a->mean_periods, row.field);
		if (a->plan.pivot)
			pivot_add(&a->pivot, in, row.field);
		fold_row(a, in, &row);
	}
	additive_check(a->additive);
	free(row.copy);
	free(row.reading);
	free(row.cells);
	buf_free(&row.key);
}

/* Calls each() for every group in key order. With a panel, joins the parts of balanced values. */
static void
each_group(struct fold *a, void each(void *to, struct str key, const char *cells))
{
	struct entry e;

	gather_begin(&a->whole, &a->plan, each, a);
	store_start(&a->groups);
	while (store_next(&a->groups, &e))
		if (a->panel < 0 || coverage_key_balanced(&a->panel_coverage, &e.key))
			gather_add(&a->whole, e.key, e.data);
	gather_end(&a->whole);
}

static void
write_groups(struct fold *a)
{
	/* check before the first row is written */
	if (watch_world_beside_parts(a->world_bits) != NULL)
		each_group(a, check_world);
	if (a->count_distinct)
		distinct_start(&a->distinct);
	each_group(a, write_group);
	pivot_end(&a->pivot);
}

void
fold_report(struct fold *a, const struct tablein *in)
{
	/* with --merge an empty sum is a result, not a missing value */
	for (size_t i = 0; i < a->plan.inputs && !a->plan.merge; i++)
		if (a->plan.input[i].missing > 0)
			warn("%.*s is empty in %llu of %llu row%s",
			    STR_ARG(tablein_columns(in)->name[a->plan.input[i].at]),
			    (unsigned long long)a->plan.input[i].missing,
			    (unsigned long long)tablein_rows(in), plural(tablein_rows(in)));
	if (a->foreign_flags > 0)
		warn("flags is not made of the letters of trade-csv(5) in %llu row%s, whose flags "
		     "the sums lack",
		    (unsigned long long)a->foreign_flags, plural(a->foreign_flags));
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
	recode_report(&a->recode, tablein_columns(in));
}

void
fold_begin(struct fold *a, struct tablein *in)
{
	bind(a, tablein_columns(in));
	want_cells(a, in);
}

void
fold_write(struct fold *a)
{
	if (a->sorted)
		gather_end(&a->whole);
	else
		write_groups(a);
}

void
fold_free(struct fold *a)
{
	store_clear(&a->groups);
	distinct_free(&a->distinct);
	coverage_free(&a->reporters);
	coverage_free(&a->panel_coverage);
	months_free(&a->months);
	recode_free(&a->recode);
	plan_free(&a->plan);
	watch_free(&a->watch);
	mean_periods_free(&a->mean_periods);
	pivot_free(&a->pivot);
	additive_free(a->additive);
	buf_free(&a->text);
}
