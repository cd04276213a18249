#include "breaks.h"

#include <stdio.h>

#include "lib/die.h"
#include "trade/period.h"
#include "worst.h"

enum {
	DROP = 4,   /* the year has less than a quarter */
	ALIKE = 2,  /* of neighbours within twice of each other */
	TENTH = 10, /* which hold over a tenth */
	LEAST_GROUP = 1000000,
};

/* A row before the break; the year of the break; its values. */
struct one_year {
	size_t row;
	int year;
	dec before, in, after;
};

/* Sets `*value` to what the identity of a row has in a year: 0 if its group is there without it. */
static bool
value_in(
    struct change *c, const struct share_table *t, size_t row, int year, dec *value, size_t *group)
{
	char text[16];
	struct str period = { text, (size_t)snprintf(text, sizeof text, "%04d", year) };
	size_t found = change_row_in(c, row, period);

	*group = change_group_in(c, t, t->row[row].group, period);
	*value = found != SIZE_MAX ? share_table_part(t, found, 0) : 0;
	return *group != SIZE_MAX && *value != MEASURE_EMPTY;
}

static dec
sum_of(const struct share_table *t, size_t group)
{
	return t->total[group * t->measures].parts;
}

/* Does the value hold over a tenth of a group of over a million? */
static bool
is_large(const struct share_table *t, size_t group, dec value)
{
	dec sum = sum_of(t, group);

	return sum > LEAST_GROUP * DEC_ONE && value > sum / TENTH;
}

/* Is there a break in the year after the row's? */
static bool
find_break(struct change *c, const struct share_table *t, size_t row, struct one_year *out)
{
	struct period p;
	size_t here = t->row[row].group, in, after;
	struct one_year b = { .row = row, .before = share_table_part(t, row, 0) };

	if (!is_large(t, here, b.before) || !period_parse(change_period(c, row), &p) || p.month > 0)
		return false;
	b.year = p.year + 1;
	if (!value_in(c, t, row, b.year, &b.in, &in) ||
	    !value_in(c, t, row, b.year + 1, &b.after, &after))
		return false;
	dec least = b.before < b.after ? b.before : b.after;
	dec most = b.before < b.after ? b.after : b.before;
	dec others = sum_of(t, in) - b.in, others_before = sum_of(t, here) - b.before;
	*out = b;
	return is_large(t, after, b.after) && b.in < least / DROP && most / ALIKE <= least &&
	       others >= others_before / 2;
}

static dec
loss(const struct one_year *b)
{
	return (b->before < b->after ? b->before : b->after) - b->in;
}

static bool
is_worse(const void *owner, const void *a, const void *b)
{
	const struct change *c = owner;
	const struct one_year *one = a, *other = b;

	if (loss(one) != loss(other))
		return loss(one) > loss(other);
	return str_cmp(c->rows.key[one->row], c->rows.key[other->row]) < 0;
}

/* "2013 M JPN PHL (277, 34, 193)" */
static void
describe(const void *owner, const void *one, struct buf *to)
{
	const struct change *c = owner;
	const struct one_year *b = one;
	char before[DEC_TEXT], in[DEC_TEXT], after[DEC_TEXT];
	struct str key = c->rows.key[b->row], part;

	dec_print(before, b->before);
	dec_print(in, b->in);
	dec_print(after, b->after);
	buf_printf(to, "%04d", b->year);
	for (size_t i = 0; str_split(&key, '\0', &part); i++)
		if (i != c->period_part && part.n > 0)
			buf_printf(to, " %.*s", STR_ARG(part));
	buf_printf(to, " (%s, %s, %s)", before, in, after);
}

void
breaks_report(struct change *c, const struct share_table *t)
{
	struct one_year b;
	struct worst w = {
		.owner = c, .size = sizeof b, .is_worse = is_worse, .describe = describe
	};
	struct buf text = { 0 };

	for (size_t row = 0; row < t->n; row++)
		if (find_break(c, t, row, &b))
			worst_add(&w, &b);
	worst_print(&w, &text);
	if (w.n > 0)
		warn("breaks of one year, with the values before, in and after it: %s",
		    buf_text(&text));
	buf_free(&text);
}
