/* The measures of a plan. */
#include "lib/die.h"
#include "plan.h"
#include "trade/currency.h"
#include "trade/flags.h"

/* The columns of --sum by default, held in `to`. */
static const char *
default_sum(const struct columns *c, struct buf *to)
{
	buf_printf(to, "%s,net_kg", value_name(c).p);
	return buf_text(to);
}

static const struct {
	const char *tail;
	enum operation op;
} tails[] = {
	{ "_min", OP_MIN },
	{ "_max", OP_MAX },
	{ "_mean", OP_MEAN },
	{ "_distinct", OP_DISTINCT },
	{ "_missing", OP_MISSING },
	{ "_estimated", OP_ESTIMATED },
	{ "_per_kg", OP_UNIT_VALUE },
};

static const char *
tail_of(enum operation op)
{
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
		if (tails[i].op == op)
			return tails[i].tail;
	return "";
}

/* The option of an operation. */
static const char *
option_of(enum operation op)
{
	return op == OP_SUM ? "sum" : tail_of(op) + 1;
}

static size_t
add_input(struct fold_plan *p, size_t at, bool numeric)
{
	bool fresh;
	size_t i = numtab_add(&p->input_numbers, (struct numtab_key){ at, 0 }, &fresh);

	if (fresh) {
		mem_grow(&p->input, &p->input_cap, i, sizeof *p->input);
		p->input[p->inputs++] = (struct input_column){ .at = at };
	}
	p->input[i].numeric |= numeric;
	return i;
}

static void
add_measure(struct fold_plan *p, enum operation op, size_t at, struct str name)
{
	bool numeric = op != OP_DISTINCT && (op != OP_MISSING || p->merge);

	mem_grow(&p->measure, &p->measure_cap, p->measures, sizeof *p->measure);
	p->measure[p->measures++] = (struct measure){ .op = op,
		.input = add_input(p, at, numeric),
		.second = SIZE_MAX,
		.name = arena_copy(&p->text, name),
		.lacks = SIZE_MAX };
}

static void
add_measures(struct fold_plan *p, enum operation op, const struct columns *c, const char *names,
    const char *defaults)
{
	struct column_list list = { 0 };
	struct buf name = { 0 };

	column_list_find(&list, c, option_of(op), names, defaults);
	for (size_t i = 0; i < list.n; i++) {
		name.n = 0;
		buf_add(&name, c->name[list.at[i]]);
		buf_add(&name, str_of(tail_of(op)));
		add_measure(p, op, list.at[i], buf_str(&name));
	}
	buf_free(&name);
	column_list_free(&list);
}

/* The part of the weight that the source estimated (flag e). */
static void
add_estimated(struct fold_plan *p, const struct columns *c)
{
	columns_need(c, str_of("flags"));
	add_measure(p, OP_ESTIMATED, columns_need(c, str_of("net_kg")), str_of("net_kg_estimated"));
}

/* usd_per_kg for value_usd. */
static void
add_unit_value(struct fold_plan *p, const struct columns *c)
{
	struct str value = value_name(c), prefix = str_of("value_");
	struct buf name = { 0 };

	buf_printf(&name, "%.*s%s",
	    STR_ARG(((struct str){ value.p + prefix.n, value.n - prefix.n })),
	    tail_of(OP_UNIT_VALUE));
	add_measure(p, OP_UNIT_VALUE, columns_need(c, value), buf_str(&name));
	p->measure[p->measures - 1].second = add_input(p, columns_need(c, str_of("net_kg")), true);
	buf_free(&name);
}

void
plan_add_measures(struct fold_plan *p, const struct plan_options *o, const struct columns *c)
{
	struct buf names = { 0 };

	add_measures(p, OP_SUM, c, o->sum, o->sum == NULL ? default_sum(c, &names) : "");
	buf_free(&names);
	add_measures(p, OP_MIN, c, o->min, "");
	add_measures(p, OP_MAX, c, o->max, "");
	add_measures(p, OP_MEAN, c, o->mean, "");
	if (o->count) {
		mem_grow(&p->measure, &p->measure_cap, p->measures, sizeof *p->measure);
		p->measure[p->measures++] = (struct measure){ .op = OP_COUNT,
			.name = str_of("count"),
			.second = SIZE_MAX,
			.lacks = SIZE_MAX };
	}
	add_measures(p, OP_DISTINCT, c, o->distinct, "");
	add_measures(p, OP_MISSING, c, o->missing, "");
	if (o->estimated)
		add_estimated(p, c);
	if (o->unit_value)
		add_unit_value(p, c);
}

/* The operation that made a column of aggregate's output, by its name, or -1. */
static int
merged_operation(struct str name, const struct column_list *sums, size_t at)
{
	if (column_list_has(sums, at))
		return OP_SUM;
	if (str_is(name, "count"))
		return OP_COUNT;
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
		if (str_ends(name, str_of(tails[i].tail)) && name.n > strlen(tails[i].tail))
			return (int)tails[i].op;
	return -1;
}

/* Finds the measure NAME_missing of each sum NAME. */
static void
find_lacking(struct fold_plan *p)
{
	struct columns names = { 0 };
	struct buf name = { 0 };

	for (size_t m = 0; m < p->measures; m++)
		columns_add(&names, p->measure[m].name);
	for (size_t m = 0; m < p->measures; m++) {
		name.n = 0;
		buf_add(&name, p->measure[m].name);
		buf_add(&name, str_of(tail_of(OP_MISSING)));
		int other = columns_find(&names, buf_str(&name));
		if (other >= 0 && p->measure[other].op == OP_MISSING)
			p->measure[m].lacks = (size_t)other;
	}
	columns_free(&names);
	buf_free(&name);
}

/*
 * aggregate writes the keys, then the sums, then the other measures. So the columns left of the
 * first sum are keys, whatever their names; without sums, those left of the first measure's name.
 */
void
plan_merge(struct fold_plan *p, const struct plan_options *o, const struct columns *c)
{
	struct column_list sums = { 0 }, keys = { 0 };
	struct buf names = { 0 };
	size_t first = 0;

	column_list_find(&sums, c, "sum", o->sum, o->sum == NULL ? default_sum(c, &names) : "");
	buf_free(&names);
	if (o->by != NULL)
		plan_add_keys(p, c, o->by);
	for (size_t i = 0; i < p->keys; i++)
		column_list_add(&keys, p->key[i].at);
	for (size_t i = 0; i < sums.n; i++)
		if (i == 0 || sums.at[i] < first)
			first = sums.at[i];
	for (size_t at = 0; at < c->n; at++) {
		bool is_key = at < first || column_list_has(&keys, at);
		int op = is_key ? -1 : merged_operation(c->name[at], &sums, at);
		if (op == OP_MEAN || op == OP_DISTINCT || op == OP_UNIT_VALUE)
			misuse(
			    "'%.*s' cannot be merged: means, unit values and distinct values of parts do not "
			    "give those of the whole",
			    STR_ARG(c->name[at]));
		if (op >= 0)
			add_measure(p, (enum operation)op, at, c->name[at]);
		else if (p->measures > 0 && str_is(c->name[at], "flags"))
			continue; /* plan_bind_flags() finds it */
		else if (p->measures > 0 && !is_key)
			misuse(
			    "'%.*s' is among the measures but is not one; name the sums with --sum",
			    STR_ARG(c->name[at]));
		else if (o->by == NULL)
			plan_add_key(p, at, 0);
	}
	if (p->measures == 0)
		misuse("no measure to merge; name the sums with --sum");
	find_lacking(p);
	column_list_free(&keys);
	column_list_free(&sums);
}

void
plan_bind_flags(struct fold_plan *p, const struct columns *c)
{
	bool summed = false;
	int partner = columns_find(c, str_of("partner")), at = columns_find(c, str_of("flags"));

	p->flags_before = 0;
	for (size_t m = 0; m < p->measures; m++) {
		if (p->measure[m].op != OP_SUM)
			continue;
		p->flags_before = m + 1;
		summed |= (int)p->input[p->measure[m].input].at == at;
	}
	p->flags = at;
	if (at < 0 || p->flags_before == 0 || summed || plan_has_key(p, at, NULL))
		p->flags = COLUMN_NONE;
	p->flags_kept = FLAGS_OF_SUMS;
	if (!plan_has_whole_key(p, partner))
		p->flags_kept &= ~(unsigned)FLAGS_OF_PARTNER;
	else if (!plan_has_whole_key(p, columns_find(c, str_of("reporter"))))
		p->flags_kept &= ~(unsigned)FLAG_SELF;
}

void
plan_number_values(struct fold_plan *p)
{
	for (size_t m = 0; m < p->measures; m++) {
		enum operation op = p->measure[m].op;
		p->measure[m].value = p->values;
		p->values += op == OP_MEAN || op == OP_UNIT_VALUE ? 2 : op == OP_DISTINCT ? 0 : 1;
	}
}
