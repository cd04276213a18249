#include "world-sums.h"

#include <inttypes.h>
#include <stdlib.h>

#include "lib/die.h"

enum { LEAST_SHORTFALL = 1000 };

static struct world_sum *
find_sum(struct world_sums *w, uint32_t series, uint32_t commodity)
{
	bool fresh;
	uint32_t at = numtab_add(&w->numbers, (struct numtab_key){ series, commodity }, &fresh);

	mem_grow(&w->sum, &w->cap, at, sizeof *w->sum);
	if (fresh)
		w->sum[at] = (struct world_sum){ 0 };
	return &w->sum[at];
}

static void
add(struct world_sums *w, uint32_t series, uint32_t commodity, const struct amount *amount,
    bool world)
{
	struct world_sum *sum = find_sum(w, series, commodity);
	dec value = amount_number(amount);
	unsigned decimals = dec_decimals(value);

	if (decimals > sum->decimals)
		sum->decimals = decimals;
	w->overflow |= !dec_add(world ? &sum->world : &sum->partners, value);
	sum->worlds += world;
	sum->rows += !world;
}

static void
stop_waiting(struct world_sums *w)
{
	free(w->waiting);
	w->waiting = NULL;
}

/* The first row of World has come: adds up the rows before it. Returns false if it is late. */
static bool
begin_sums(struct world_sums *w)
{
	w->late = w->rows == WORLD_PATIENCE;
	w->any = !w->late;
	for (uint32_t i = 0; w->any && i < w->rows; i++)
		add(w, w->waiting[i].series, w->waiting[i].commodity, &w->waiting[i].value, false);
	stop_waiting(w);
	return w->any;
}

void
world_sums_begin(struct world_sums *w)
{
	w->active = true;
	w->waiting = mem_alloc(WORLD_PATIENCE, sizeof *w->waiting);
}

/* May the row be a part of World, or World? */
static bool
is_comparable(const struct row *row)
{
	return row->detail->number == 0 && row->head->reporter->kind != KIND_WORLD &&
	       row->head->partner->kind != KIND_GROUP;
}

void
world_sums_keep(
    struct world_sums *w, const struct guard_head *head, const struct row *row, enum reason r)
{
	if (r != REASON_EMITTED || !is_comparable(row))
		return;
	struct world_waiting *kept = &w->waiting[w->rows++];
	kept->series = head->series;
	kept->commodity = row->commodity_number;
	kept->value = row->value;
	if (w->rows == WORLD_PATIENCE)
		stop_waiting(w);
}

void
world_sums_compare(
    struct world_sums *w, const struct guard_head *head, const struct row *row, enum reason r)
{
	bool world = row->head->partner->kind == KIND_WORLD;

	if (!is_comparable(row) || (world && head->after_level == REASON_FLOW) ||
	    (r != REASON_EMITTED && !(world && r == REASON_WORLD)))
		return;
	if (w->any || begin_sums(w))
		add(w, head->series, row->commodity_number, &row->value, world);
}

/* World less its partners; 0 if one is missing, or within rounding of each number. */
static dec
gap_of(const struct world_sum *s)
{
	dec gap = s->world - s->partners;

	if (s->worlds == 0 || s->rows == 0)
		return 0;
	udec rounding = (udec)dec_unit(s->decimals) * (s->rows + s->worlds);
	return dec_magnitude(gap) <= rounding ? 0 : gap;
}

dec
world_tolerance(const char *text)
{
	dec percent;

	if (dec_parse(str_of(text), &percent) != DEC_OK || percent < 0 || percent > 100 * DEC_ONE)
		misuse("--gap: '%s' is not a percentage from 0 to 100", text);
	return percent;
}

/* Do the partners fall short by more than the tolerance? Divides first, so nothing overflows. */
static bool
is_cut(const struct world_sums *w, const struct world_sum *s, dec gap)
{
	return gap > LEAST_SHORTFALL * DEC_ONE && gap > s->world / (100 * DEC_ONE) * w->tolerance;
}

static void
describe(const struct world_sums *w, const struct series_table *series, const struct codebook *book,
    size_t at, struct buf *to)
{
	const struct world_sum *s = &w->sum[at];
	const struct numtab_key *key = &w->numbers.key[at];
	char world[DEC_TEXT], partners[DEC_TEXT];

	dec_print(world, s->world);
	dec_print(partners, s->partners);
	series_describe(&series->series[key->a], to);
	buf_printf(to, " %.*s, where World is %s and its partners add up to %s",
	    STR_ARG(codebook_commodity_of(book, (uint32_t)key->b)->code), world, partners);
}

/* The largest gap, or with `cut` the largest beyond the tolerance; counts them. */
static size_t
largest(const struct world_sums *w, bool cut, size_t *count)
{
	size_t at = 0;
	udec most = 0;

	*count = 0;
	for (size_t i = 0; i < w->numbers.n; i++) {
		dec gap = gap_of(&w->sum[i]);
		if (gap == 0 || (cut && !is_cut(w, &w->sum[i], gap)))
			continue;
		++*count;
		if (dec_magnitude(gap) > most) {
			most = dec_magnitude(gap);
			at = i;
		}
	}
	return at;
}

void
world_sums_report(
    const struct world_sums *w, const struct series_table *series, const struct codebook *book)
{
	struct buf text = { 0 };
	size_t gaps, cuts, gap = largest(w, false, &gaps), cut = largest(w, true, &cuts);

	if (w->late)
		warn("World was not compared with its partners: its first row came after more than "
		     "%d others (G2)",
		    WORLD_PATIENCE);
	if (w->overflow || gaps == 0)
		return;
	describe(w, series, book, cuts > 0 ? cut : gap, &text);
	if (cuts > 0)
		die("the partners fall short of World in %zu series, the most in %s: rows may be "
		    "missing (G2); accept it with --gap PERCENT, or --world keep|only",
		    cuts, buf_text(&text));
	warn("World differs from the sum of its partners, beyond rounding, in %zu series, the most "
	     "in %s (G2)",
	    gaps, buf_text(&text));
	buf_free(&text);
}

void
world_sums_free(struct world_sums *w)
{
	stop_waiting(w);
	numtab_free(&w->numbers);
	free(w->sum);
}
