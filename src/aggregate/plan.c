#include "plan.h"

#include <stdlib.h>

#include "lib/csv/csvin.h"
#include "lib/csv/csvout.h"
#include "lib/die.h"
#include "lib/opts.h"
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

static void
add_key(struct fold_plan *p, size_t at, size_t cut)
{
	mem_grow(&p->key, &p->key_cap, p->keys, sizeof *p->key);
	p->key[p->keys++] = (struct key_part){ at, cut };
}

/* A part of --by: a column, or COL:N where no column has that whole name. */
static void
parse_key(struct fold_plan *p, const struct columns *c, struct str text)
{
	size_t colon = text.n;

	if (columns_find(c, text) == COLUMN_NONE)
		while (colon > 0 && text.p[--colon] != ':')
			;
	if (colon == 0 || colon == text.n) {
		add_key(p, columns_need(c, text), 0);
		return;
	}
	struct str digits = { text.p + colon + 1, text.n - colon - 1 };
	struct str number = arena_copy(&p->text, digits), name = { text.p, colon };
	size_t cut = opts_number("by COL:N", number.p, 1, 1000000);
	if (str_is(name, "period") && cut != 4 && cut != 6)
		misuse(
		    "--by period:%zu: a period has 4 characters for its year, and 6 with its month",
		    cut);
	add_key(p, columns_need(c, name), cut);
}

static void
add_keys(struct fold_plan *p, const struct columns *c, const char *by)
{
	struct csvin *list = csvin_of_option("by", by != NULL ? by : PLAN_DEFAULT_BY, ',');

	for (size_t i = 0; i < csvin_count(list); i++) {
		struct str part = csvin_field(list, i);
		if (part.n == 0 && csvin_count(list) == 1)
			break; /* --by '' is the sum of everything */
		if (by != NULL || columns_find(c, part) != COLUMN_NONE)
			parse_key(p, c, part);
	}
	csvin_close(list);
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
static void
plan_merge(struct fold_plan *p, const struct plan_options *o, const struct columns *c)
{
	struct column_list sums = { 0 }, keys = { 0 };
	struct buf names = { 0 };
	size_t first = 0;

	column_list_find(&sums, c, "sum", o->sum, o->sum == NULL ? default_sum(c, &names) : "");
	buf_free(&names);
	if (o->by != NULL)
		add_keys(p, c, o->by);
	for (size_t i = 0; i < p->keys; i++)
		column_list_add(&keys, p->key[i].at);
	for (size_t i = 0; i < sums.n; i++)
		if (i == 0 || sums.at[i] < first)
			first = sums.at[i];
	for (size_t at = 0; at < c->n; at++) {
		bool is_key = at < first || column_list_has(&keys, at);
		int op = is_key ? -1 : merged_operation(c->name[at], &sums, at);
		if (op == OP_MEAN || op == OP_DISTINCT)
			misuse(
			    "'%.*s' cannot be merged: means and distinct values of parts do not give those of "
			    "the whole",
			    STR_ARG(c->name[at]));
		if (op >= 0)
			add_measure(p, (enum operation)op, at, c->name[at]);
		else if (p->measures > 0 && str_is(c->name[at], "flags"))
			continue; /* bind_flags() finds it */
		else if (p->measures > 0 && !is_key)
			misuse(
			    "'%.*s' is among the measures but is not one; name the sums with --sum",
			    STR_ARG(c->name[at]));
		else if (o->by == NULL)
			add_key(p, at, 0);
	}
	if (p->measures == 0)
		misuse("no measure to merge; name the sums with --sum");
	find_lacking(p);
	column_list_free(&keys);
	column_list_free(&sums);
}

/* Is column `at` in the key, uncut? */
static bool
is_whole_key(const struct fold_plan *p, int at)
{
	size_t cut = 0;

	return plan_has_key(p, at, &cut) && cut == 0;
}

/* Finds the column `flags`. The flags that follow from a partner only describe that partner. */
static void
bind_flags(struct fold_plan *p, const struct columns *c)
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
	if (!is_whole_key(p, partner))
		p->flags_kept &= ~(unsigned)FLAGS_OF_PARTNER;
	else if (!is_whole_key(p, columns_find(c, str_of("reporter"))))
		p->flags_kept &= ~(unsigned)FLAG_SELF;
}

static void
check_names(const struct fold_plan *p, const struct columns *c)
{
	struct columns out = { 0 };

	for (size_t i = 0; i < p->keys; i++)
		columns_add(&out, c->name[p->key[i].at]);
	for (size_t i = 0; i < p->measures; i++)
		columns_add(&out, p->measure[i].name);
	for (size_t i = 0; i < out.n; i++)
		if (columns_find(&out, out.name[i]) == COLUMN_TWICE)
			misuse(
			    "the output would have two columns named '%.*s'", STR_ARG(out.name[i]));
	columns_free(&out);
}

static void
number_values(struct fold_plan *p)
{
	for (size_t m = 0; m < p->measures; m++) {
		enum operation op = p->measure[m].op;
		p->measure[m].value = p->values;
		p->values += op == OP_MEAN ? 2 : op == OP_DISTINCT ? 0 : 1;
	}
}

void
plan_make(struct fold_plan *p, const struct plan_options *o, const struct columns *c)
{
	struct buf names = { 0 };

	p->merge = o->merge;
	if (o->merge) {
		plan_merge(p, o, c);
	} else {
		add_keys(p, c, o->by);
		add_measures(p, OP_SUM, c, o->sum, o->sum == NULL ? default_sum(c, &names) : "");
		buf_free(&names);
		add_measures(p, OP_MIN, c, o->min, "");
		add_measures(p, OP_MAX, c, o->max, "");
		add_measures(p, OP_MEAN, c, o->mean, "");
		if (o->count) {
			mem_grow(&p->measure, &p->measure_cap, p->measures, sizeof *p->measure);
			p->measure[p->measures++] = (struct measure){
				.op = OP_COUNT, .name = str_of("count"), .lacks = SIZE_MAX
			};
		}
		add_measures(p, OP_DISTINCT, c, o->distinct, "");
		add_measures(p, OP_MISSING, c, o->missing, "");
	}
	number_values(p);
	bind_flags(p, c);
	check_names(p, c);
	if (p->measures == 0 && (o->sum == NULL || p->keys == 0))
		misuse("nothing to sum: name columns with --sum, or use --count");
}

bool
plan_has_key(const struct fold_plan *p, int at, size_t *cut)
{
	for (size_t i = 0; i < p->keys; i++) {
		if (at < 0 || p->key[i].at != (size_t)at)
			continue;
		if (cut != NULL)
			*cut = p->key[i].cut;
		return true;
	}
	return false;
}

/* The first `n` characters of UTF-8 text; an invalid byte counts as one. */
static struct str
first_characters(struct str s, size_t n)
{
	size_t i = 0;

	if (s.n <= n)
		return s;
	while (i < s.n) {
		if (((unsigned char)s.p[i] & 0xc0) != 0x80 && n-- == 0)
			break;
		i++;
	}
	return (struct str){ s.p, i };
}

enum { KEY_ROOM = 9 }; /* after each part: the slack of str_put() and a NUL */

void
plan_key(const struct fold_plan *p, const struct str *field, struct buf *key)
{
	key->n = 0;
	if (key->cap == 0)
		buf_reserve(key, KEY_ROOM);
	char *to = key->p, *limit = key->p + key->cap;

	for (size_t i = 0; i < p->keys; i++) {
		struct str text = field[p->key[i].at];
		if (p->key[i].cut > 0)
			text = first_characters(text, p->key[i].cut);
		if ((size_t)(limit - to) < text.n + KEY_ROOM) {
			key->n = (size_t)(to - key->p);
			buf_reserve(key, text.n + KEY_ROOM);
			to = key->p + key->n;
			limit = key->p + key->cap;
		}
		str_put(to, text);
		to[text.n] = '\0';
		to += text.n + 1;
	}
	key->n = p->keys > 0 ? (size_t)(to - key->p) - 1 : 0;
}

void
plan_write_header(const struct fold_plan *p, const struct columns *c)
{
	for (size_t i = 0; i < p->keys; i++)
		csvout_field(c->name[p->key[i].at]);
	for (size_t i = 0; i <= p->measures; i++) {
		if (p->flags >= 0 && i == p->flags_before)
			csvout_field(str_of("flags"));
		if (i < p->measures)
			csvout_field(p->measure[i].name);
	}
	csvout_end_record();
}

/* Joins the parts of a key with commas. False if one of them may need quotes. */
static bool
join_plainly(struct str key, struct buf *text)
{
	bool plain = true;

	text->n = 0;
	buf_reserve(text, key.n);
	for (size_t i = 0; i < key.n; i++) {
		char c = key.p[i];
		plain &= c != ',' && c != '"' && !is_blank(c);
		text->p[i] = c != '\0' ? c : ',';
	}
	text->n = key.n;
	return plain;
}

void
plan_write_key(const struct fold_plan *p, struct str key, struct buf *text)
{
	struct str part;

	if (p->keys > 0 && join_plainly(key, text))
		csvout_raw(buf_str(text));
	else
		for (size_t i = 0; i < p->keys && str_split(&key, '\0', &part); i++)
			csvout_field(part);
}

void
plan_free(struct fold_plan *p)
{
	free(p->key);
	free(p->measure);
	free(p->input);
	numtab_free(&p->input_numbers);
	arena_free(&p->text);
}
