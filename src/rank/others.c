#include "others.h"

#include <limits.h>
#include <stdlib.h>

#include "lib/die.h"
#include "trade/currency.h"
#include "trade/flags.h"

void
others_begin(struct others *o, const struct columns *columns, const struct column_list *within,
    size_t key, size_t first_measure)
{
	*o = (struct others){
		.columns = columns, .within = within, .key = key, .first_measure = first_measure
	};
	o->flags = columns_find(columns, str_of("flags"));
	o->splitter = csvin_for_lines(',');
	shares_begin(&o->shares, columns, key);
	o->field = mem_zalloc(columns->n, sizeof *o->field);
	for (size_t at = 0; at < first_measure; at++)
		if (!column_list_has(within, at))
			column_list_add(&o->named, at);
}

bool
others_has(const struct others *o, struct str group)
{
	return keytab_find(&o->groups, group) != SIZE_MAX;
}

static bool
is_measure(const struct others *o, size_t at)
{
	return at == o->key || is_value_name(o->columns->name[at]) ||
	       str_is(o->columns->name[at], "net_kg");
}

static void
add_cell(struct others *o, struct other_cell *c, struct str text, bool measure)
{
	dec x;
	enum dec_result r = dec_parse(text, &x);

	if (c->common.p == NULL)
		c->common = arena_copy(&o->text, text);
	else if (!str_eq(c->common, text))
		c->differs = true;
	if (r == DEC_EMPTY)
		return;
	if (r != DEC_OK) {
		c->spoiled = true;
		o->spoiled += measure;
		return;
	}
	unsigned decimals = shares_decimals(text);
	c->mixed |= memchr(text.p, 'e', text.n) != NULL || memchr(text.p, 'E', text.n) != NULL;
	c->mixed |= c->filled > 0 && decimals != c->decimals;
	c->decimals = decimals;
	c->filled++;
	if (!dec_add(&c->sum, x))
		die("the sum of the rows cut off exceeds 128 bits");
}

/* n and s describe one partner, and OTHERS are several. */
static void
add_flags(struct other_cell *c, struct str text)
{
	unsigned flags;

	if (flags_parse(text, &flags))
		c->flags |= flags & FLAGS_OF_SUMS & ~(unsigned)FLAGS_OF_PARTNER;
}

void
others_add(struct others *o, struct str group, struct str raw)
{
	bool fresh;
	size_t n = o->columns->n, number = keytab_add(&o->groups, group, &fresh);

	if (fresh) {
		mem_grow(&o->cell, &o->cap, number, n * sizeof *o->cell);
		memset(o->cell + number * n, 0, n * sizeof *o->cell);
	}
	if (!csvin_split(o->splitter, raw))
		return; /* not reached: the reader has split it before */
	for (size_t i = 0; i < n; i++) {
		struct other_cell *c = &o->cell[number * n + i];
		if ((int)i == o->flags)
			add_flags(c, csvin_field(o->splitter, i));
		else
			add_cell(o, c, csvin_field(o->splitter, i), is_measure(o, i));
	}
}

/* Is the sum of the column's cells meaningless? */
static bool
is_not_additive(struct str name)
{
	static const char *const tail[] = { "_min", "_max", "_mean", "_distinct", "_per_kg",
		"change_pp", "change", "growth_pct", "growth" };
	static const char *const code[] = { "period", "flow", "reporter", "partner", "edition",
		"hs", "partner2", "customs", "mode", "transport", "rank" };

	for (size_t i = 0; i < sizeof code / sizeof *code; i++)
		if (str_is(name, code[i]))
			return true;

	for (size_t i = 0; i < sizeof tail / sizeof *tail; i++)
		if (str_ends(name, str_of(tail[i])))
			return true;
	return false;
}

/* Prints a sum, with so many decimals or, if they exceed those of a dec, as many as it has. */
static size_t
print_sum(char text[DEC_TEXT], dec sum, unsigned decimals)
{
	if (!dec_fits(sum))
		die("the sum of the rows cut off has more than 28 digits before the point");
	return decimals > DEC_DECIMALS ? dec_print(text, sum)
				       : dec_print_fixed(text, sum, decimals);
}

/* The cell of a column from the first measure on. */
static struct str
sum_text(struct others *o, size_t at, const struct cut_group *g, char text[DEC_TEXT])
{
	const struct str none = { "", 0 };
	const struct other_cell *c = &g->cut[at];
	struct str name = o->columns->name[at];
	size_t length;

	if ((int)at == o->flags)
		return (struct str){ text, flags_text(c->flags, text).n };
	if (!is_measure(o, at) &&
	    str_ends(name, str_of("_total"))) /* the total of the group, repeated in every row */
		return c->differs ? none : c->common;
	if (c->spoiled || is_not_additive(name))
		return none;
	if (is_measure(o, at))
		return c->filled == 0 ? none
				      : (struct str){ text, print_sum(text, c->sum, UINT_MAX) };
	switch (shares_of_others(&o->shares, g, at, text, &length)) {
	case SHARE_FOUND: return (struct str){ text, length };
	case SHARE_UNKNOWN: o->unknown++; return none;
	case SHARE_EMPTY: return none;
	case SHARE_NONE: break;
	}
	if (c->filled == 0)
		return none;
	return (struct str){ text, print_sum(text, c->sum, c->mixed ? UINT_MAX : c->decimals) };
}

const struct str *
others_row(struct others *o, struct str group, const struct rank_row *kept, uint32_t kept_n)
{
	size_t n = o->columns->n, number = keytab_find(&o->groups, group);
	char text[DEC_TEXT];
	struct str rest = group;

	if (number == SIZE_MAX)
		return NULL;
	const struct cut_group cut = { &o->cell[number * n], kept, kept_n };
	shares_group(&o->shares, &cut);
	o->printed.n = 0;
	for (size_t i = 0; i < n; i++) {
		struct str s = str_of("OTHERS");
		if (i >= o->first_measure)
			s = sum_text(o, i, &cut, text);
		/* the pointers follow when the buffer no longer moves */
		o->field[i].n = s.n;
		buf_add(&o->printed, s);
	}
	const char *p = buf_text(&o->printed);
	for (size_t i = 0; i < n; i++) {
		o->field[i].p = p;
		p += o->field[i].n;
	}
	for (size_t i = 0; i < o->within->n; i++)
		str_split(&rest, '\0', &o->field[o->within->at[i]]);
	return o->field;
}

void
others_clear(struct others *o)
{
	keytab_free(&o->groups);
	free(o->cell);
	o->cell = NULL;
	o->cap = 0;
	arena_free(&o->text);
}

void
others_free(struct others *o)
{
	others_clear(o);
	shares_free(&o->shares);
	column_list_free(&o->named);
	csvin_close(o->splitter);
	free(o->field);
	buf_free(&o->printed);
}
