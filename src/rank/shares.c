#include "shares.h"

#include <stdlib.h>

#include "lib/num/ratio.h"
#include "trade/currency.h"

enum {
	PER_CENT = 2, /* powers of ten */
	FRACTION = 0,
	SURE_DIGITS = 2, /* decimals with which a column of another name hardly fits by chance */
};

/* A share to be worked out: of a measure, of a denominator, as printed. */
struct share_of {
	size_t at, measure;
	dec whole;
	unsigned shift, digits;
};

void
shares_begin(struct shares *s, const struct columns *columns, size_t key)
{
	const struct str usual[] = { value_name(columns), { "net_kg", 6 } };

	*s = (struct shares){ .columns = columns, .splitter = csvin_for_lines(',') };
	s->digits = mem_alloc(columns->n, sizeof *s->digits);
	s->filled = mem_alloc(columns->n, sizeof *s->filled);
	column_list_add(&s->measures, key);
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
		int at = columns_find(columns, usual[i]);
		if (at >= 0 && !column_list_has(&s->measures, (size_t)at))
			column_list_add(&s->measures, (size_t)at);
	}
}

unsigned
shares_decimals(struct str cell)
{
	const char *point = cell.n > 0 ? memchr(cell.p, '.', cell.n) : NULL;

	return point == NULL ? 0 : (unsigned)(cell.p + cell.n - point - 1);
}

/* The cell of a kept row; valid until the call for another row. */
static struct str
cell_of(struct shares *s, const struct rank_row *row, size_t at)
{
	const struct str none = { "", 0 };

	if (s->split != row->text &&
	    !csvin_split(s->splitter, (struct str){ row->text, row->length }))
		return none; /* not reached: the reader has split it before */
	s->split = row->text;
	return csvin_field(s->splitter, at);
}

/* Adds the measures of a kept row to the sums. */
static void
add_measures(struct shares *s, const struct rank_row *row)
{
	dec x;

	for (size_t i = 0; i < s->measures.n; i++) {
		struct share_sum *whole = &s->whole[i];
		enum dec_result r = dec_parse(cell_of(s, row, s->measures.at[i]), &x);
		if (r != DEC_EMPTY && (r != DEC_OK || x < 0 || !dec_add(&whole->sum, x)))
			whole->known = false;
	}
}

void
shares_group(struct shares *s, const struct cut_group *g)
{
	s->split = NULL;
	for (size_t at = 0; at < s->columns->n; at++) {
		s->digits[at] = 0;
		s->filled[at] = g->cut[at].filled > 0;
	}
	for (size_t i = 0; i < s->measures.n; i++) {
		const struct other_cell *cut = &g->cut[s->measures.at[i]];
		s->whole[i] = (struct share_sum){ cut->sum, !cut->spoiled && cut->sum >= 0 };
	}
	for (uint32_t i = 0; i < g->n; i++) {
		for (size_t at = 0; at < s->columns->n; at++) {
			struct str cell = cell_of(s, &g->kept[i], at);
			unsigned digits = shares_decimals(cell);
			s->filled[at] |= cell.n > 0;
			if (digits > s->digits[at])
				s->digits[at] = digits < DEC_MAX_DIGITS ? digits : DEC_MAX_DIGITS;
		}
		add_measures(s, &g->kept[i]);
	}
}

/* The denominator that share --with-total printed: "value_usd_total", one text in the group. */
static bool
printed_total(const struct shares *s, const struct cut_group *g, size_t measure, dec *out)
{
	struct buf name = { 0 };

	buf_printf(&name, "%.*s_total", STR_ARG(s->columns->name[measure]));
	int at = columns_find(s->columns, buf_str(&name));
	buf_free(&name);
	return at >= 0 && !g->cut[at].differs && dec_parse(g->cut[at].common, out) == DEC_OK;
}

/* Is every printed share of a kept row that of its value, rounded? At least one is needed. */
static bool
fits(struct shares *s, const struct cut_group *g, const struct share_of *o)
{
	char text[DEC_TEXT];
	bool some = false;

	for (uint32_t i = 0; i < g->n; i++) {
		dec value;
		enum dec_result r = dec_parse(cell_of(s, &g->kept[i], o->measure), &value);
		struct str printed = cell_of(s, &g->kept[i], o->at);
		unsigned digits = shares_decimals(printed);
		if (r == DEC_EMPTY && printed.n == 0)
			continue;
		if (r != DEC_OK || digits > DEC_MAX_DIGITS || value < 0)
			return false;
		size_t n = ratio_print(text, (struct ratio){ value, o->whole }, o->shift, digits);
		if (!str_eq(printed, (struct str){ text, n }))
			return false;
		some |= value > 0;
	}
	return some && g->cut[o->at].filled == g->cut[o->measure].filled;
}

/* Finds the measure and the denominator of the share for one scale. */
static bool
find_whole(struct shares *s, const struct cut_group *g, struct share_of *o)
{
	for (size_t i = 0; i < s->measures.n; i++) {
		o->measure = s->measures.at[i];
		bool known = printed_total(s, g, o->measure, &o->whole);
		if (!known) {
			o->whole = s->whole[i].sum;
			known = s->whole[i].known;
		}
		if (known && o->whole > 0 && fits(s, g, o))
			return true;
	}
	return false;
}

enum share_kind
shares_of_others(
    struct shares *s, const struct cut_group *g, size_t at, char text[DEC_TEXT], size_t *length)
{
	struct str name = s->columns->name[at];
	bool per_cent = str_ends(name, str_of("share_pct"));
	bool named = per_cent || str_ends(name, str_of("share"));
	struct share_of o = { .at = at, .digits = s->digits[at] };

	if (!named && o.digits < SURE_DIGITS)
		return SHARE_NONE;
	for (int i = 0; i < 2; i++) {
		o.shift = i == 0 ? PER_CENT : FRACTION;
		if (named && per_cent != (o.shift == PER_CENT))
			continue;
		if (!find_whole(s, g, &o))
			continue;
		struct ratio r = { g->cut[o.measure].sum, o.whole };
		*length = ratio_print(text, r, o.shift, o.digits);
		return SHARE_FOUND;
	}
	if (!named)
		return SHARE_NONE;
	return s->filled[at] ? SHARE_UNKNOWN : SHARE_EMPTY;
}

void
shares_free(struct shares *s)
{
	column_list_free(&s->measures);
	csvin_close(s->splitter);
	free(s->digits);
	free(s->filled);
}
