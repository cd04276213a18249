#include "plan.h"

#include <stdlib.h>

#include "lib/csv/csvin.h"
#include "lib/csv/csvout.h"
#include "lib/die.h"
#include "lib/opts.h"

void
plan_add_key(struct fold_plan *p, size_t at, size_t cut)
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
		plan_add_key(p, columns_need(c, text), 0);
		return;
	}
	struct str digits = { text.p + colon + 1, text.n - colon - 1 };
	struct str number = arena_copy(&p->text, digits), name = { text.p, colon };
	size_t cut = opts_number("by COL:N", number.p, 1, 1000000);
	if (str_is(name, "period") && cut != 4 && cut != 6)
		misuse(
		    "--by period:%zu: a period has 4 characters for its year, and 6 with its month",
		    cut);
	plan_add_key(p, columns_need(c, name), cut);
}

void
plan_add_keys(struct fold_plan *p, const struct columns *c, const char *by)
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

/* The name of a measure, for one side of a pivot or for none. */
static void
add_name(struct columns *out, struct str name, const char *side)
{
	struct buf text = { 0 };

	buf_printf(&text, "%.*s%s", STR_ARG(name), side);
	columns_add(out, buf_str(&text));
	buf_free(&text);
}

/* The columns of the output. */
static void
output_names(const struct fold_plan *p, const struct columns *c, struct columns *out)
{
	size_t keys = p->pivot ? p->keys - 1 : p->keys;

	for (size_t i = 0; i < keys; i++)
		columns_add(out, c->name[p->key[i].at]);
	for (size_t i = 0; i <= p->measures; i++) {
		if (p->flags >= 0 && i == p->flags_before)
			columns_add(out, str_of("flags"));
		if (i == p->measures)
			break;
		add_name(out, p->measure[i].name, p->pivot ? "_M" : "");
		if (p->pivot)
			add_name(out, p->measure[i].name, "_X");
	}
	if (p->pivot)
		columns_add(out, str_of("balance"));
}

static void
check_names(const struct fold_plan *p, const struct columns *c)
{
	struct columns out = { 0 };

	output_names(p, c, &out);
	for (size_t i = 0; i < out.n; i++)
		if (columns_find(&out, out.name[i]) == COLUMN_TWICE)
			misuse(
			    "the output would have two columns named '%.*s'", STR_ARG(out.name[i]));
	columns_free(&out);
}

/* --pivot: the flow is the last part of the key, so that the flows of a group follow each other. */
static void
put_flow_last(struct fold_plan *p, const struct columns *c)
{
	size_t flow = columns_need(c, str_of("flow")), n = 0;

	for (size_t i = 0; i < p->keys; i++)
		if (p->key[i].at != flow)
			p->key[n++] = p->key[i];
	p->keys = n;
	plan_add_key(p, flow, 0);
}

void
plan_make(struct fold_plan *p, const struct plan_options *o, const struct columns *c)
{
	p->merge = o->merge;
	p->pivot = o->pivot;
	if (o->merge) {
		plan_merge(p, o, c);
	} else {
		plan_add_keys(p, c, o->by);
		plan_add_measures(p, o, c);
	}
	if (o->pivot)
		put_flow_last(p, c);
	plan_number_values(p);
	plan_bind_flags(p, c);
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

bool
plan_has_whole_key(const struct fold_plan *p, int at)
{
	size_t cut = 0;

	return plan_has_key(p, at, &cut) && cut == 0;
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

static inline struct str
part(const struct fold_plan *p, size_t i, const struct str *field)
{
	struct str text = field[p->key[i].at];

	return p->key[i].cut > 0 ? first_characters(text, p->key[i].cut) : text;
}

struct str
plan_part(const struct fold_plan *p, size_t i, const struct str *field)
{
	return part(p, i, field);
}

size_t
plan_part_of(const struct fold_plan *p, int at)
{
	for (size_t i = 0; i < p->keys; i++)
		if (at >= 0 && p->key[i].at == (size_t)at)
			return i;
	return SIZE_MAX;
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
		struct str text = part(p, i, field);
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
	struct columns out = { 0 };

	output_names(p, c, &out);
	for (size_t i = 0; i < out.n; i++)
		csvout_field(out.name[i]);
	csvout_end_record();
	columns_free(&out);
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
