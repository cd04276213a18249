#include "rows.h"

#include <stdlib.h>

#include "lib/die.h"
#include "trade/country.h"
#include "trade/currency.h"
#include "trade/flags.h"
#include "trade/flow.h"
#include "trade/measures.h"
#include "trade/period.h"

enum { CODE_DIGITS = 6 };

void
rows_bind(struct rows *r, const struct columns *c)
{
	r->at = (struct fill_columns){
		.period = columns_need(c, str_of("period")),
		.flow = columns_need(c, str_of("flow")),
		.reporter = columns_need(c, str_of("reporter")),
		.partner = columns_need(c, str_of("partner")),
		.value = columns_need(c, value_name(c)),
		.flags = columns_need(c, str_of("flags")),
		.hs = columns_want(c, "hs"),
		.n = c->n,
	};
	r->several_codes = r->at.hs < 0;
}

/* Is it World or a group of countries? */
static bool
is_total(struct rows *r, struct str name)
{
	if (keytab_find(&r->countries, name) != SIZE_MAX)
		return false;
	if (keytab_find(&r->totals, name) != SIZE_MAX)
		return true;
	const struct country *c = country_find(name);
	bool total = country_is_world(name) || (c != NULL && c->kind == KIND_GROUP);
	keytab_add(total ? &r->totals : &r->countries, name, NULL);
	return total;
}

static size_t
flow_number(struct rows *r, struct str period, struct str flow)
{
	const struct str part[] = { period, flow };
	bool fresh;
	size_t at = keytab_add(&r->flows, key_join(&r->key, part, 2), &fresh);

	if (fresh) {
		mem_grow(&r->flow_reported, &r->flow_cap, at, sizeof *r->flow_reported);
		r->flow_reported[at] = false;
	}
	return at;
}

static size_t
series_number(struct rows *r, const struct tablein *in, struct str period, struct str flow,
    struct str country)
{
	const struct str part[] = { period, flow, country };
	struct period when;
	bool fresh;
	size_t at = keytab_add(&r->keys, key_join(&r->key, part, 3), &fresh);

	if (!fresh)
		return at;
	if (!period_parse(period, &when))
		tablein_die(in, "period is '%.*s', neither YYYY nor YYYYMM", STR_ARG(period));
	mem_grow(&r->series, &r->series_cap, at, sizeof *r->series);
	r->series[at] = (struct series){
		.year = ratios_year(&r->ratios, flow, country, when.year),
		.calendar = when.year,
		.flow_period = flow_number(r, period, flow),
	};
	return at;
}

static void
check_flags(const struct tablein *in, struct str letters)
{
	unsigned flags;

	if (!flags_parse(letters, &flags))
		tablein_die(
		    in, "flags is '%.*s', which are no flags of trade-csv(5)", STR_ARG(letters));
	if ((flags & FLAG_FILLED) != 0)
		tablein_die(in, "the row is filled already (flag f); fill the rows before");
	if ((flags & (FLAG_MIRRORED | FLAG_RECONCILED)) != 0)
		tablein_die(in,
		    "the row is mirrored or reconciled (flags %.*s), so nobody is silent; "
		    "fill needs rows as each side reported them",
		    STR_ARG(letters));
}

static void
note_code(struct rows *r, struct str code)
{
	if (r->several_codes)
		return;
	if (r->n == 0)
		buf_add(&r->code, code);
	r->several_codes = code.n < CODE_DIGITS || !str_eq(code, buf_str(&r->code));
}

void
rows_add(struct rows *r, const struct tablein *in)
{
	const struct str *field = tablein_fields(in);
	struct str period = field[r->at.period], reporter = field[r->at.reporter];
	struct str partner = field[r->at.partner];
	const struct flow *flow = flow_find(field[r->at.flow]);
	dec value;

	check_flags(in, field[r->at.flags]);
	if (!tablein_number(in, r->at.value, &value))
		value = MEASURE_EMPTY;
	else if (value < 0)
		tablein_die(in, "a value is negative; it has no other side");
	if (flow == NULL || flow->parent != flow || is_total(r, reporter))
		return;
	size_t own = series_number(r, in, period, flow->code, reporter);
	r->series[own].reported = true;
	r->flow_reported[r->series[own].flow_period] = true;
	if (is_total(r, partner) || str_eq(reporter, partner))
		return;
	size_t mirror = series_number(r, in, period, flow->mirror->code, partner);
	if (r->at.hs >= 0)
		note_code(r, field[r->at.hs]);
	mem_grow(&r->row, &r->cap, r->n, sizeof *r->row);
	r->row[r->n++] = (struct held_row){ arena_copy(&r->text, key_join(&r->key, field, r->at.n)),
		value, own, mirror };
}

void
rows_series(
    const struct rows *r, size_t series, struct str *period, struct str *flow, struct str *country)
{
	struct str key = r->keys.key[series];

	*country = key_last_part(&key);
	*flow = key_last_part(&key);
	*period = key;
}

void
rows_judge(struct rows *r, struct seen *seen)
{
	for (size_t i = 0; seen != NULL && i < r->keys.n; i++) {
		struct str period, flow, country;
		rows_series(r, i, &period, &flow, &country);
		if (seen_has(seen, period, flow, country))
			r->series[i].reported = r->flow_reported[r->series[i].flow_period] = true;
	}
	for (size_t i = 0; i < r->n; i++) {
		const struct held_row *row = &r->row[i];
		if (row->value == MEASURE_EMPTY || !r->series[row->mirror].reported)
			continue;
		ratios_add_theirs(&r->ratios, r->series[row->mirror].year, row->value);
		ratios_add_own(&r->ratios, r->series[row->own].year, row->value);
	}
}

bool
rows_fills(const struct rows *r, const struct held_row *row)
{
	const struct series *s = &r->series[row->mirror];

	return !s->reported && r->flow_reported[s->flow_period];
}

uint64_t
rows_one_sided(const struct rows *r)
{
	uint64_t n = 0;

	for (size_t i = 0; i < r->n; i++)
		n += !r->flow_reported[r->series[r->row[i].mirror].flow_period];
	return n;
}

void
rows_free(struct rows *r)
{
	keytab_free(&r->keys);
	keytab_free(&r->flows);
	keytab_free(&r->totals);
	keytab_free(&r->countries);
	ratios_free(&r->ratios);
	arena_free(&r->text);
	buf_free(&r->key);
	buf_free(&r->code);
	free(r->series);
	free(r->flow_reported);
	free(r->row);
}
