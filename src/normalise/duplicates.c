#include "duplicates.h"

#include <inttypes.h>
#include <stdlib.h>

#include "lib/die.h"

/* Begins a file: its positions follow those of the file before it. */
static void
begin_file(struct duplicates *d, uint32_t file)
{
	while (d->files <= file) {
		mem_grow(&d->first_line, &d->files_cap, d->files, sizeof *d->first_line);
		d->first_line[d->files++] = d->lines;
	}
}

static struct place
place_of(const struct duplicates *d, uint64_t position)
{
	size_t file = 0, end = d->files; /* binary search: the last file that begins before it */

	while (end - file > 1) {
		size_t middle = file + (end - file) / 2;
		if (d->first_line[middle] < position)
			file = middle;
		else
			end = middle;
	}
	return (struct place){ (uint32_t)file, position - d->first_line[file] };
}

static void
on_exact_row(void *data, uint64_t position)
{
	struct duplicates *d = data;

	d->found++;
	d->on_repeat_row(d->data, place_of(d, position).file);
}

static void
describe_key(const struct duplicates *d, const struct exact_keys_repeat *r, struct buf *to)
{
	to->n = 0;
	rowkey_describe(
	    d->names, d->book, (struct rowkey){ r->series, r->partner, r->commodity }, to);
}

/*
 * Orders repeats by position. Rows of JSON may share a line; then by the text of the key, since its
 * numbers depend on the timing of threads.
 */
static bool
comes_before(const struct duplicates *d, const struct exact_keys_repeat *a,
    const struct exact_keys_repeat *b)
{
	struct buf name[2] = { { 0 }, { 0 } };

	if (a->second != b->second || a->first != b->first)
		return a->second != b->second ? a->second < b->second : a->first < b->first;
	describe_key(d, a, &name[0]);
	describe_key(d, b, &name[1]);
	bool before = str_cmp(buf_str(&name[0]), buf_str(&name[1])) < 0;
	buf_free(&name[0]);
	buf_free(&name[1]);
	return before;
}

/* Inserts the repeat into the sorted list of the first few. */
static void
on_exact_repeat(void *data, const struct exact_keys_repeat *repeat)
{
	struct duplicates *d = data;
	size_t at = d->examples;

	while (at > 0 && comes_before(d, repeat, &d->example[at - 1]))
		at--;
	if (at == EXAMPLES)
		return;
	size_t after = d->examples - at - (d->examples == EXAMPLES);
	memmove(&d->example[at + 1], &d->example[at], after * sizeof *d->example);
	d->example[at] = *repeat;
	d->examples += d->examples < EXAMPLES;
}

void
duplicates_finish(struct duplicates *d, const struct rowkeys *names, const struct codebook *book)
{
	d->names = names;
	d->book = book;
	if (d->mode == DUPLICATES_ERROR)
		exact_keys_compare(&d->exact, on_exact_row, on_exact_repeat, d);
}

/* Copies a row with its head and kept columns; `d` owns them. */
static struct row
copy_row(struct duplicates *d, const struct row *row)
{
	struct row copy = *row;
	struct row_head *head = arena_alloc(&d->text, sizeof *head);
	struct str *kept = arena_alloc(&d->text, d->keep * sizeof *kept);

	for (size_t i = 0; i < d->keep; i++)
		kept[i] = arena_copy(&d->text, row->kept[i]);
	*head = *row->head;
	copy.head = head;
	copy.kept = kept;
	return copy;
}

/* Is `a` the larger row? By value, then by all other cells, so that input order does not matter. */
static bool
is_larger(const struct row *a, const struct row *b, size_t keep)
{
	dec x = amount_number(&a->value), y = amount_number(&b->value);

	if (x != y)
		return x > y;
	if (a->has_net_kg != b->has_net_kg)
		return a->has_net_kg;
	x = a->has_net_kg ? amount_number(&a->net_kg) : 0;
	y = a->has_net_kg ? amount_number(&b->net_kg) : 0;
	if (x != y)
		return x > y;
	unsigned flags = a->flags & ~(unsigned)FLAG_DEDUPLICATED;
	unsigned other_flags = b->flags & ~(unsigned)FLAG_DEDUPLICATED;
	int order = str_cmp(a->head->edition, b->head->edition);
	if (order == 0 && flags != other_flags)
		order = flags > other_flags ? 1 : -1;
	for (size_t i = 0; order == 0 && i < keep; i++)
		order = str_cmp(a->kept[i], b->kept[i]);
	return order > 0;
}

static void
clear_edition(struct duplicates *d, struct row *row)
{
	struct row_head *head = arena_alloc(&d->text, sizeof *head);

	*head = *row->head;
	head->edition.n = 0;
	row->head = head;
}

static bool
add_amount(struct amount *sum, const struct amount *x)
{
	dec y = amount_number(sum);
	bool fits = dec_add(&y, amount_number(x));

	amount_set(sum, y);
	return fits;
}

/*
 * Adds a row to the sum of its key. The weight is unknown if that of any row is, the edition if
 * rows differ. Returns false if a sum overflows.
 */
static bool
add_to_sum(struct duplicates *d, struct row *sum, const struct row *row)
{
	sum->flags |= row->flags;
	sum->has_net_kg = sum->has_net_kg && row->has_net_kg;
	if (!str_eq(sum->head->edition, row->head->edition))
		clear_edition(d, sum);
	return add_amount(&sum->value, &row->value) &&
	       (!sum->has_net_kg || add_amount(&sum->net_kg, &row->net_kg));
}

static enum verdict
add_row(struct duplicates *d, const struct row *row, struct rowkey key, struct place place)
{
	bool fresh;
	struct str bytes = { (const char *)&key, sizeof key };
	size_t number = keytab_add(&d->keys, bytes, &fresh);

	if (fresh) {
		mem_grow(&d->held, &d->held_cap, number, sizeof *d->held);
		d->held[number] = (struct held){ copy_row(d, row), place };
		return VERDICT_HOLD;
	}
	struct row *held = &d->held[number].row;
	struct place *held_at = &d->held[number].place;
	if (d->mode == DUPLICATES_SUM && !add_to_sum(d, held, row))
		return VERDICT_OVERFLOW;
	if (d->mode == DUPLICATES_MAX && is_larger(row, held, d->keep)) {
		d->on_replaced(d->data, held_at->file, amount_number(&held->value));
		*held = copy_row(d, row);
		*held_at = place;
		held->flags |= FLAG_DEDUPLICATED;
		return VERDICT_HOLD;
	}
	held->flags |= FLAG_DEDUPLICATED;
	return VERDICT_DUPLICATE;
}

enum verdict
duplicates_add_slow(
    struct duplicates *d, const struct row *row, struct rowkey key, struct place place)
{
	switch (d->mode) {
	case DUPLICATES_KEEP: return VERDICT_PASS;
	case DUPLICATES_ERROR: begin_file(d, place.file); return duplicates_add(d, row, key, place);
	case DUPLICATES_FIRST:
		return fingerprints_add(&d->fingerprints, fingerprint_of(&key, sizeof key))
			   ? VERDICT_PASS
			   : VERDICT_DUPLICATE;
	default: return add_row(d, row, key, place);
	}
}

size_t
duplicates_held(const struct duplicates *d)
{
	return d->keys.n;
}

const struct row *
duplicates_row(const struct duplicates *d, size_t i)
{
	return &d->held[i].row;
}

void
duplicates_print(const struct duplicates *d, const char *(*name)(const void *data, uint32_t file),
    const void *data)
{
	struct buf text = { 0 };

	for (size_t i = 0; i < d->examples; i++) {
		const struct exact_keys_repeat *e = &d->example[i];
		struct place first = place_of(d, e->first), second = place_of(d, e->second);
		describe_key(d, e, &text);
		warn("%s: %s:%" PRIu64 " and %s:%" PRIu64, buf_text(&text), name(data, first.file),
		    first.line, name(data, second.file), second.line);
	}
	buf_free(&text);
}

void
duplicates_free(struct duplicates *d)
{
	exact_keys_free(&d->exact);
	fingerprints_free(&d->fingerprints);
	free(d->first_line);
	free(d->held);
	keytab_free(&d->keys);
	arena_free(&d->text);
}
