#include "decode-numbers.h"

#include "cell.h"
#include "layout-table.h"

enum dec_result
read_odd_number(struct decoder *d, struct str cell, unsigned shift, struct amount *out)
{
	struct str text;
	enum dec_result r = amount_read(out, cell, shift);

	if (r == DEC_OK || !cell_code(cell, &d->text, &text))
		return r;
	return amount_read(out, text, shift);
}

/*
 * May the cell be thousands, 1.234 for 1234? So where semicolons separate the fields, until a
 * number with another fraction shows that its point is a decimal point.
 */
static bool
may_be_thousands(struct decoder *d, struct str cell)
{
	const char *point = cell.n > 0 ? memchr(cell.p, '.', cell.n) : NULL;

	if (!d->asks_points || point == NULL)
		return false;
	size_t whole = (size_t)(point - cell.p), rest = cell.n - whole - 1;
	d->asks_points = rest == 3 && whole >= 1 && whole <= 3 && cell.p[0] != '0';
	return d->asks_points;
}

static const char points[] =
    "which may be thousands in a file with semicolons: if it has a decimal point, say so with a "
    "scale, as in --map 'value_usd=1*COL'";

static const char *
decode_weight(
    struct decoder *d, struct str weight, unsigned shift, struct row *row, struct buf *why)
{
	row->has_net_kg = !cell_is_missing(weight);
	if (!row->has_net_kg)
		return NULL;
	if (may_be_thousands(d, weight))
		return cell_complaint(why, "the net weight", weight, points);
	enum dec_result r = read_number(d, weight, shift, &row->net_kg);
	return r == DEC_OK ? NULL : cell_complaint(why, "the net weight", weight, dec_complaint(r));
}

const char *
decode_value(struct decoder *d, struct str cell, unsigned shift, struct row *row, struct buf *why)
{
	struct str value = str_trim(cell);

	if (may_be_thousands(d, value))
		return cell_complaint(why, "the value", value, points);
	enum dec_result r = read_number(d, value, shift, &row->value);

	return r == DEC_OK ? NULL : cell_complaint(why, "the value", value, dec_complaint(r));
}

/*
 * What a dictionary says of the cell of a measure or unit: the power of ten and the word behind it,
 * "" for "-". Returns null, or what is wrong.
 */
static const char *
look_up_unit(struct decoder *d, const char *what, struct str dictionary, struct str cell,
    unsigned *shift, struct str *word, struct buf *why)
{
	struct str text, digits;

	if (!cell_code(cell, &d->text, &text))
		return cell_complaint(why, what, str_trim(cell), "not valid text");
	struct str found = dictionary_find(dictionary, cell_without_fraction(text));
	if (found.p == NULL) {
		why->n = 0;
		buf_printf(
		    why, "%s is \"%.*s\", which this layout does not know", what, STR_ARG(text));
		return buf_text(why);
	}
	*word = (struct str){ "", 0 };
	if (str_is(found, "-"))
		return NULL;
	(void)str_split(&found, ' ', &digits);
	*shift += (unsigned)parse_power_of_ten(digits);
	*word = found.p != NULL ? found : digits;
	return NULL;
}

/* The weight, in the unit that the row names. */
static const char *
decode_weight_in_unit(struct decoder *d, const struct cells *c, struct str weight, unsigned shift,
    struct row *row, struct buf *why)
{
	struct str word = { "1", 1 };
	const char *wrong = NULL;

	if (d->means.units.n > 0 && !cell_is_missing(weight))
		wrong = look_up_unit(
		    d, "the unit", d->means.units, c->cell[ROLE_UNIT], &shift, &word, why);
	if (wrong != NULL)
		return wrong;
	if (word.n == 0)
		weight = word;
	return decode_weight(d, weight, shift, row, why);
}

/* The number of a row that says what it measures. */
static const char *
decode_measured(struct decoder *d, const struct cells *c, struct row *row, struct buf *why)
{
	struct str cell = str_trim(c->cell[ROLE_VALUE]), word;
	unsigned shift = 0;
	const char *wrong = look_up_unit(
	    d, "the measure", d->means.measures, c->cell[ROLE_MEASURE], &shift, &word, why);

	if (wrong != NULL)
		return wrong;
	if (str_is(word, "value") && !cell_is_missing(cell) && !str_is(cell, ":")) {
		row->notes &= ~(unsigned)(NOTE_NOTHING | NOTE_NO_VALUE);
		return decode_value(d, cell, shift + d->means.value_shift, row, why);
	}
	if (!str_is(word, "kg") || str_is(cell, ":"))
		return NULL;
	wrong = decode_weight_in_unit(d, c, cell, shift, row, why);
	if (row->has_net_kg)
		row->notes &= ~(unsigned)NOTE_NOTHING;
	return wrong;
}

const char *
decode_odd_numbers(struct decoder *d, const struct cells *c, struct row *row, struct buf *why)
{
	const char *wrong = NULL;

	amount_set(&row->value, 0);
	row->has_net_kg = false;
	row->notes |= NOTE_NOTHING | NOTE_NO_VALUE;
	if (d->means.measures.n > 0)
		return decode_measured(d, c, row, why);
	if (!d->two_values || !cell_is_missing(str_trim(c->cell[ROLE_VALUE]))) {
		row->notes &= ~(unsigned)(NOTE_NOTHING | NOTE_NO_VALUE);
		wrong = decode_value(d, c->cell[ROLE_VALUE], d->means.value_shift, row, why);
	}
	if (wrong == NULL)
		wrong = decode_weight_in_unit(
		    d, c, str_trim(c->cell[ROLE_NET_KG]), d->means.kg_shift, row, why);
	row_drop_zero_weight(row);
	return wrong;
}
