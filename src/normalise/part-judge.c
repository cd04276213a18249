#include <stdlib.h>

#include "lib/csv/csvout.h"
#include "lib/csv/tablein.h"
#include "lib/die.h"
#include "part.h"
#include "trade/country.h"

enum column {
	PART,
	WHAT,
	PERIOD,
	FLOW,
	REPORTER,
	ROWS,
	DROPPED,
	EDITIONS,
	LENGTHS,
	FIRST_HS,
	LAST_HS,
	FIRST_PARTNER,
	LAST_PARTNER,
	COLUMNS
};

static const char *const names[COLUMNS] = { "part", "what", "period", "flow", "reporter", "rows",
	"dropped", "editions", "lengths", "first_hs", "last_hs", "first_partner", "last_partner" };

/* All codes from `first` to `last`. */
struct range {
	struct str first, last;
};

/* The rows of a series in one part. */
struct span {
	uint32_t series;
	size_t line; /* in the order of parts */
	struct str part;
	unsigned lengths;
	struct range hs, partners;
};

struct spans {
	struct span *item;
	size_t n, cap;
	struct arena text;
};

struct reading {
	struct normalise *n;
	struct tablein *in;
	size_t at[COLUMNS];
	const struct str *cell;
	struct spans spans;
};

static uint64_t
number(const struct reading *r, enum column c)
{
	struct str s = r->cell[r->at[c]];
	uint64_t x = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9' || i > 18)
			tablein_die(
			    r->in, "%s is \"%.*s\", which is not a count", names[c], STR_ARG(s));
		x = x * 10 + (uint64_t)(s.p[i] - '0');
	}
	return x;
}

static const struct party *
find_party(const struct reading *r)
{
	struct str code = r->cell[r->at[REPORTER]];

	return codebook_party(r->n->input.book, code, country_find(code), 0);
}

/* Adds the current line to its series; if it has rows, adds a span. */
static void
add_series(struct reading *r)
{
	struct codebook *book = r->n->input.book;
	struct series_table *t = &r->n->guard.keys.series;
	struct str date = r->cell[r->at[PERIOD]];
	struct period period;

	if (!period_parse(date, &period))
		tablein_die(r->in, "\"%.*s\" is not a period", STR_ARG(date));
	uint32_t at = series_number(t, codebook_date(book, date, period),
	    codebook_flow(book, r->cell[r->at[FLOW]]), find_party(r));
	struct series *s = &t->series[at];
	uint64_t rows = number(r, ROWS);
	s->passed += rows;
	s->dropped |= (unsigned)number(r, DROPPED);
	s->editions |= (unsigned)number(r, EDITIONS);
	if (rows == 0)
		return;
	struct spans *spans = &r->spans;
	mem_grow(&spans->item, &spans->cap, spans->n, sizeof *spans->item);
	struct str text[5];
	static const enum column kept[5] = { PART, FIRST_HS, LAST_HS, FIRST_PARTNER, LAST_PARTNER };
	for (size_t i = 0; i < 5; i++)
		text[i] = arena_copy(&spans->text, r->cell[r->at[kept[i]]]);
	spans->item[spans->n] = (struct span){ at, spans->n, text[0], (unsigned)number(r, LENGTHS),
		{ text[1], text[2] }, { text[3], text[4] } };
	spans->n++;
}

static void
add_account_line(struct reading *r)
{
	struct normalise *n = r->n;
	struct str what = r->cell[r->at[WHAT]];
	uint64_t rows = number(r, ROWS);

	for (int i = 0; i < REASONS; i++)
		if (str_is(what, reason_name((enum reason)i))) {
			account_rows_unvalued(&n->account, 0, (enum reason)i, rows);
			return;
		}
	if (str_is(what, "common-guards")) {
		n->guard.common = n->guard.any ? n->guard.common & (unsigned)rows : (unsigned)rows;
		n->guard.any = true;
	} else if (str_is(what, "padded")) {
		n->padded += rows;
	} else if (str_is(what, "coarser")) {
		n->selection.coarser += rows;
	} else if (str_is(what, "unknown")) {
		find_party(r);
	} else if (str_is(what, "odd-codes")) {
		struct str code = r->cell[r->at[FIRST_HS]];
		if (n->odd_codes == 0)
			n->odd_code = codebook_commodity(n->input.book, code);
		n->odd_codes += rows;
	} else {
		tablein_die(
		    r->in, "unknown line '%.*s': written by another version?", STR_ARG(what));
	}
}

/* Truncates a code to `n` characters, which preserves the order of codes. */
static struct str
cut(struct str code, size_t n)
{
	return (struct str){ code.p, code.n < n ? code.n : n };
}

static int
by_series(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	if (x->series != y->series)
		return x->series < y->series ? -1 : 1;
	return x->line < y->line ? -1 : 1;
}

static int
by_first(const void *a, const void *b)
{
	const struct range *x = a, *y = b;

	return str_cmp(x->first, y->first);
}

/* Are the ranges disjoint if codes are compared by their first `n` characters? Sorts them. */
static bool
are_disjoint(struct range *range, size_t ranges, size_t n)
{
	qsort(range, ranges, sizeof *range, by_first);
	struct str last = range[0].last; /* the largest so far */
	for (size_t i = 1; i < ranges; i++) {
		if (str_cmp(cut(range[i].first, n), cut(last, n)) <= 0)
			return false;
		last = range[i].last; /* the largest, because the ranges are disjoint */
	}
	return true;
}

static unsigned
lowest_bit(unsigned bits)
{
	unsigned i = 0;

	while (bits > 1 && (bits & 1) == 0) {
		bits >>= 1;
		i++;
	}
	return i;
}

/* Can two of these parts of a series have rows with equal keys or nested codes? */
static bool
may_overlap(const struct normalise *n, const struct span *span, size_t spans)
{
	bool nesting = n->guard.level == LEVEL_CHECK;
	bool keys = n->duplicates.mode != DUPLICATES_KEEP;
	struct range *range = mem_alloc(spans, sizeof *range);
	unsigned lengths = 0;

	for (size_t i = 0; i < spans; i++) {
		lengths |= span[i].lengths;
		range[i] = span[i].hs;
	}
	nesting = nesting && (lengths & (lengths - 1)) != 0;
	bool overlap = (nesting || keys) && !are_disjoint(range, spans, lowest_bit(lengths));
	if (overlap && !nesting) {
		for (size_t i = 0; i < spans; i++)
			range[i] = span[i].partners;
		overlap = !are_disjoint(range, spans, SIZE_MAX);
	}
	free(range);
	return overlap;
}

static void
print(const struct normalise *n, const struct span *span)
{
	const struct series *s = &n->guard.keys.series.series[span->series];
	const struct str field[] = { span->part, s->date->text, s->flow->code, s->reporter->code };

	for (size_t i = 0; i < 4; i++)
		csvout_field(field[i]);
	csvout_end_record();
}

/* Prints the series whose parts may overlap, with those parts. */
static void
print_overlaps(const struct normalise *n, struct spans *spans)
{
	if (spans->n > 0)
		qsort(spans->item, spans->n, sizeof *spans->item, by_series);
	for (size_t i = 0, next; i < spans->n; i = next) {
		for (next = i + 1; next < spans->n; next++)
			if (spans->item[next].series != spans->item[i].series)
				break;
		if (next - i == 1 || !may_overlap(n, &spans->item[i], next - i))
			continue;
		for (size_t k = i; k < next; k++)
			print(n, &spans->item[k]);
	}
}

void
parts_read(struct normalise *n, struct operands operands)
{
	struct reading r = { .n = n, .in = tablein_open(&n->common, operands) };

	for (size_t i = 0; i < COLUMNS; i++)
		r.at[i] = columns_need(tablein_columns(r.in), str_of(names[i]));
	account_file(&n->account, "the parts");
	csvout_field(str_of("part"));
	csvout_field(str_of("period"));
	csvout_field(str_of("flow"));
	csvout_field(str_of("reporter"));
	csvout_end_record();
	while (tablein_next(r.in)) {
		r.cell = tablein_fields(r.in);
		if (str_is(r.cell[r.at[WHAT]], "series"))
			add_series(&r);
		else
			add_account_line(&r);
	}
	print_overlaps(n, &r.spans);
	free(r.spans.item);
	arena_free(&r.spans.text);
	tablein_close(r.in);
}
