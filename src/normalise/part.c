#include "part.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/csv/quote.h"

static const char header[] =
    "part,what,period,flow,reporter,rows,dropped,editions,lengths,first_hs,last_hs,first_partner,"
    "last_partner";

enum { COLUMNS = 13, DIGITS = 24 };

static struct str
number_text(char to[DIGITS], uint64_t x)
{
	int n = snprintf(to, DIGITS, "%" PRIu64, x);

	return (struct str){ to, (size_t)n };
}

/* Writes a count of all rows; `code` is an example or empty. Omits a count of 0. */
static void
write_count(const struct normalise *n, struct csvfile *out, const char *what, uint64_t rows,
    struct str reporter, struct str code)
{
	char count[DIGITS];
	struct str none = str_of("");
	struct str field[COLUMNS] = { str_of(n->part_path), str_of(what), none, none, reporter,
		number_text(count, rows), none, none, none, code, none, none, none };

	if (rows > 0)
		csvfile_record(out, field, COLUMNS);
}

/* Finds the range of the commodities of a series. */
static void
find_codes(const struct normalise *n, const struct series *s, struct str *first, struct str *last)
{
	uint32_t *number = mem_alloc(s->codes.n, sizeof *number);

	numset_list(&s->codes, number);
	for (size_t i = 0; i < s->codes.n; i++) {
		struct str code = codebook_commodity_of(n->guard.book, number[i])->code;
		if (i == 0 || str_cmp(code, *first) < 0)
			*first = code;
		if (i == 0 || str_cmp(code, *last) > 0)
			*last = code;
	}
	free(number);
}

static void
write_series(const struct normalise *n, struct csvfile *out, const struct series *s)
{
	char text[4][DIGITS];
	struct str first = str_of(""), last = str_of("");

	if (s->passed == 0 && s->dropped == 0)
		return;
	find_codes(n, s, &first, &last);
	struct str field[COLUMNS] = { str_of(n->part_path), str_of("series"), s->date->text,
		s->flow->code, s->reporter->code, number_text(text[0], s->passed),
		number_text(text[1], s->dropped), number_text(text[2], s->editions),
		number_text(text[3], s->lengths), first, last, s->first_partner, s->last_partner };
	csvfile_record(out, field, COLUMNS);
}

static void
write_unknown_countries(const struct normalise *n, struct csvfile *out)
{
	struct keytab codes = { 0 };

	codebook_unknown_parties(n->input.book, &codes);
	for (size_t i = 0; i < codes.n; i++)
		write_count(n, out, "unknown", 1, codes.key[i], str_of(""));
	keytab_free(&codes);
}

void
part_write(const struct normalise *n)
{
	struct csvfile *out = csvfile_create(n->part_path, header);
	const struct series **series = series_sorted(&n->guard.keys.series);
	struct str none = str_of("");

	for (int r = 0; r < REASONS; r++)
		write_count(n, out, reason_name((enum reason)r),
		    account_rows(&n->account, (enum reason)r), none, none);
	if (n->guard.any)
		write_count(n, out, "common-guards", n->guard.common, none, none);
	write_count(n, out, "padded", n->padded, none, none);
	write_count(n, out, "coarser", n->selection.coarser, none, none);
	write_count(
	    n, out, "odd-codes", n->odd_codes, none, n->odd_codes > 0 ? n->odd_code->code : none);
	write_unknown_countries(n, out);
	for (size_t i = 0; i < n->guard.keys.series.n; i++)
		write_series(n, out, series[i]);
	free(series);
	csvfile_close(out);
}
