#include "output.h"

#include <stdlib.h>

#include "lib/csv/csvout.h"
#include "lib/die.h"
#include "report.h"
#include "trade/flags.h"
#include "trade/measures.h"

/* By how much the band is wider than the ratios of the years, in per cent of them. */
enum { WIDER = 125, WIDER_FOR_A_CODE = 150, PER_CENT = 100 };

void
output_row(const struct fill_plan *p, const struct rows *r, const struct tablein *in)
{
	csvout_raw(tablein_raw(in));
	if (p->band) {
		csvout_field(tablein_fields(in)[r->at.value]);
		csvout_field(tablein_fields(in)[r->at.value]);
	}
	csvout_end_record();
}

static int
compare(const void *a, const void *b)
{
	const struct held_row *const *x = a, *const *y = b;

	return str_cmp((*x)->text, (*y)->text);
}

/* The rows to fill in, in the order of their bytes; the caller frees them. */
static const struct held_row **
select_rows(const struct rows *r, size_t *n)
{
	const struct held_row **list = mem_alloc(r->n + 1, sizeof *list);

	*n = 0;
	for (size_t i = 0; i < r->n; i++)
		if (rows_fills(r, &r->row[i]))
			list[(*n)++] = &r->row[i];
	qsort(list, *n, sizeof *list, compare);
	return list;
}

/* What the partners' figures of each silent series are divided by; the caller frees them. */
static struct ratio_range *
find_ranges(const struct fill_plan *p, const struct rows *r)
{
	struct ratio_range *list = mem_zalloc(r->keys.n + 1, sizeof *list);
	const struct ratio_sums exports = { DEC_ONE, p->cif }, imports = { p->cif, DEC_ONE };

	for (size_t i = 0; i < r->keys.n; i++) {
		struct str period, flow, country;
		if (r->series[i].reported)
			continue;
		rows_series(r, i, &period, &flow, &country);
		list[i] = ratios_around(&r->ratios, flow, country, r->series[i].calendar,
		    str_is(flow, "X") ? exports : imports);
	}
	return list;
}

static void
write_band(const struct rows *r, const struct ratio_range *range, dec value)
{
	uint64_t wider = r->several_codes ? WIDER : WIDER_FOR_A_CODE;

	if (range->years < 2 || value == MEASURE_EMPTY) {
		csvout_field((struct str){ "", 0 });
		csvout_field((struct str){ "", 0 });
		return;
	}
	csvout_dec(ratios_divide(value, &range->greatest, PER_CENT, wider));
	csvout_dec(ratios_divide(value, &range->least, wider, PER_CENT));
}

/* The flags of the other side's row, without what they say of its partner. */
static struct str
filled_flags(struct str letters, char to[FLAGS_TEXT])
{
	unsigned flags;

	(void)flags_parse(letters, &flags);
	return flags_text((flags & ~(unsigned)FLAGS_OF_PARTNER) | FLAG_FILLED, to);
}

/* Writes the row from the other side; returns its value. */
static dec
write_filled(const struct fill_plan *p, const struct rows *r, const struct held_row *row,
    const struct ratio_range *range)
{
	struct str rest = row->text, cell, period, flow, country, own_period, own_flow, partner;
	char text[FLAGS_TEXT];
	dec value = row->value;

	rows_series(r, row->mirror, &period, &flow, &country);
	rows_series(r, row->own, &own_period, &own_flow, &partner);
	if (value != MEASURE_EMPTY)
		value = ratios_divide_by_median(value, range);
	for (size_t i = 0; i < r->at.n && str_split(&rest, '\0', &cell); i++) {
		if (i == r->at.value && value != MEASURE_EMPTY)
			csvout_dec(value);
		else
			csvout_field(i == r->at.flow       ? flow
				     : i == r->at.reporter ? country
				     : i == r->at.partner  ? partner
				     : i == r->at.flags    ? filled_flags(cell, text)
							   : cell);
	}
	if (p->band)
		write_band(r, range, row->value);
	csvout_end_record();
	return value;
}

void
output_filled(const struct fill_plan *p, struct rows *r)
{
	struct ratio_range *ranges = find_ranges(p, r);
	struct report report = { .value = mem_zalloc(r->keys.n + 1, sizeof(dec)) };
	size_t n;
	const struct held_row **list = select_rows(r, &n);

	for (size_t i = 0; i < n; i++) {
		dec value = write_filled(p, r, list[i], &ranges[list[i]->mirror]);
		report_add(&report, list[i], value);
	}
	report_print(&report, r, ranges);
	report_free(&report);
	free(list);
	free(ranges);
}
