#include "report.h"

#include <stdlib.h>

#include "lib/die.h"
#include "trade/measures.h"

enum { SHOWN = 5 };

void
report_add(struct report *p, const struct held_row *row, dec value)
{
	const size_t pair[] = { row->mirror, row->own };

	p->rows++;
	keytab_add(&p->partners, (struct str){ (const char *)pair, sizeof pair }, NULL);
	if (value != MEASURE_EMPTY && !dec_add(&p->value[row->mirror], value))
		die("the total of a country exceeds 128 bits");
}

/* Counts the partners of each series; the caller frees the array. */
static size_t *
count_partners(const struct report *p, size_t series)
{
	size_t *count = mem_zalloc(series + 1, sizeof *count), pair[2];

	for (size_t i = 0; i < p->partners.n; i++) {
		memcpy(pair, p->partners.key[i].p, sizeof pair);
		count[pair[0]]++;
	}
	return count;
}

static void
print_series(const struct report *p, const struct rows *r, size_t at, size_t partners,
    const struct ratio_range *range)
{
	char value[DEC_TEXT], ratio[DEC_TEXT];
	struct buf line = { 0 };

	key_describe(&line, r->keys.key[at]);
	(void)dec_print_fixed(value, p->value[at], 0);
	(void)ratios_print_median(ratio, range);
	buf_printf(&line, ": %s from %zu partner%s, divided by %s", value, partners,
	    partners == 1 ? "" : "s", ratio);
	if (range->years > 0)
		warn("%s, the median of %u year%s", buf_text(&line), range->years,
		    range->years == 1 ? "" : "s");
	else
		warn("%s, by --cif", buf_text(&line));
	buf_free(&line);
}

/* The series of most value that is not shown yet; of equal ones the first by its key. */
static size_t
next_largest(const struct report *p, const struct rows *r, const size_t *partners)
{
	size_t best = SIZE_MAX;

	for (size_t i = 0; i < r->keys.n; i++) {
		if (partners[i] == 0)
			continue;
		if (best == SIZE_MAX || p->value[i] > p->value[best] ||
		    (p->value[i] == p->value[best] &&
			str_cmp(r->keys.key[i], r->keys.key[best]) < 0))
			best = i;
	}
	return best;
}

void
report_print(struct report *p, const struct rows *r, const struct ratio_range *range)
{
	size_t *partners = count_partners(p, r->keys.n), series = 0, at;

	for (size_t i = 0; i < r->keys.n; i++)
		series += partners[i] > 0;
	if (series > 0)
		warn("series (period, flow, country) without a row, filled from %llu row%s of the "
		     "partners: %zu%s",
		    (unsigned long long)p->rows, p->rows == 1 ? "" : "s", series,
		    series > SHOWN ? "; the largest:" : "");
	for (size_t i = 0; i < SHOWN && (at = next_largest(p, r, partners)) != SIZE_MAX; i++) {
		print_series(p, r, at, partners[at], &range[at]);
		partners[at] = 0;
	}
	free(partners);
}

void
report_free(struct report *p)
{
	keytab_free(&p->partners);
	free(p->value);
}
