#include "shares.h"

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
shares_begin(struct shares *s, const struct columns *columns, size_t key, struct csvin *splitter)
{
	const struct str usual[] = { value_name(columns), { "net_kg", 6 } };

	*s = (struct shares){ .columns = columns, .splitter = splitter };
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

/* The cell of a kept row; valid until the next call. */
static struct str
cell_of(const struct shares *s, const struct rank_row *row, size_t at)
{
	if (!csvin_split(s->splitter, (struct str){ row->text, row->length }))
		return (struct str){ "", 0 }; /* not reached: the reader has split it before */
	return csvin_field(s->splitter, at);
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

/* The sum of a measure over the group. */
static bool
sum_of_group(const struct shares *s, const struct cut_group *g, size_t measure, dec *out)
{
	dec x;

	*out = g->cut[measure].sum;
	for (uint32_t i = 0; i < g->n; i++) {
		enum dec_result r = dec_parse(cell_of(s, &g->kept[i], measure), &x);
		if (r != DEC_EMPTY && (r != DEC_OK || x < 0 || !dec_add(out, x)))
			return false;
	}
	return !g->cut[measure].spoiled && g->cut[measure].sum >= 0;
}

/* Is every printed share of a kept row that of its value, rounded? At least one is needed. */
static bool
fits(const struct shares *s, const struct cut_group *g, const struct share_of *o)
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

/* The most decimals of the shares of kept rows. */
static unsigned
digits_of(const struct shares *s, const struct cut_group *g, size_t at)
{
	unsigned most = 0;

	for (uint32_t i = 0; i < g->n; i++) {
		unsigned digits = shares_decimals(cell_of(s, &g->kept[i], at));
		most = digits > most ? digits : most;
	}
	return most < DEC_MAX_DIGITS ? most : DEC_MAX_DIGITS;
}

/* Has any row of the group a cell here? */
static bool
is_filled(const struct shares *s, const struct cut_group *g, size_t at)
{
	for (uint32_t i = 0; i < g->n; i++)
		if (cell_of(s, &g->kept[i], at).n > 0)
			return true;
	return g->cut[at].filled > 0;
}

/* Finds the measure and the denominator of the share for one scale. */
static bool
find_whole(const struct shares *s, const struct cut_group *g, struct share_of *o)
{
	for (size_t i = 0; i < s->measures.n; i++) {
		o->measure = s->measures.at[i];
		bool known = printed_total(s, g, o->measure, &o->whole) ||
			     sum_of_group(s, g, o->measure, &o->whole);
		if (known && o->whole > 0 && fits(s, g, o))
			return true;
	}
	return false;
}

enum share_kind
shares_of_others(const struct shares *s, const struct cut_group *g, size_t at, char text[DEC_TEXT],
    size_t *length)
{
	struct str name = s->columns->name[at];
	bool per_cent = str_ends(name, str_of("share_pct"));
	bool named = per_cent || str_ends(name, str_of("share"));
	struct share_of o = { .at = at, .digits = digits_of(s, g, at) };

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
	return is_filled(s, g, at) ? SHARE_UNKNOWN : SHARE_EMPTY;
}

void
shares_free(struct shares *s)
{
	column_list_free(&s->measures);
}
