#include "duplicates.h"

#include <inttypes.h>
#include <stdlib.h>

#include "lib/die.h"

enum { EXAMPLES = 5 };

static struct str
key_of(struct duplicates *d, const struct row *row)
{
	const struct str part[] = { row->period, row->flow, row->reporter, row->partner, row->hs,
		str_of((row->flags & FLAG_PREDECESSOR) != 0 ? "p" : ""), row->partner2,
		row->customs, row->mode, row->transport };
	size_t n = d->detail ? sizeof part / sizeof *part : 6;

	return key_join(&d->key, part, n);
}

/* A place as one number: the line, counted through all files. */
static uint64_t
number_of(struct duplicates *d, struct place place)
{
	while (d->files <= place.file) {
		mem_grow(&d->first_line, &d->files_cap, d->files, sizeof *d->first_line);
		d->first_line[d->files++] = d->lines;
	}
	d->lines = d->first_line[place.file] + place.line;
	return d->lines;
}

static struct place
place_of(const struct duplicates *d, uint64_t number)
{
	uint32_t file = 0;

	while (file + 1 < d->files && d->first_line[file + 1] < number)
		file++;
	return (struct place){ file, number - d->first_line[file] };
}

/* Keeps the first few keys, each with its first two places. */
static void
note_example(struct duplicates *d, struct str key, uint64_t first, struct place second)
{
	for (size_t i = 0; i < d->examples; i++)
		if (d->example[i].at == first)
			return;
	if (d->examples == EXAMPLES)
		return;
	struct example *e = &d->example[d->examples++];
	e->at = first;
	e->first = place_of(d, first);
	e->second = second;
	key_say(&e->key, key);
}

/* Looks if the key was there before. */
static bool
is_repeated(struct duplicates *d, struct print print, struct str key, struct place place)
{
	uint64_t first;

	if (prints_add(&d->prints, print, &first))
		return false;
	d->found++;
	note_example(d, key, first, place);
	return true;
}

static struct print
print_of(struct duplicates *d, struct str key, struct place place)
{
	uint64_t hash[2], most = ((uint64_t)1 << PRINT_PLACE_BITS) - 1;

	hash_bytes_twice(key, hash);
	uint64_t number = number_of(d, place);
	return (struct print){ hash[0], (hash[1] & ~most) | (number < most ? number : most) };
}

void
duplicates_finish(struct duplicates *d)
{
	for (size_t i = 0; i < d->pendings; i++) {
		struct pending *p = &d->pending[i];
		if (is_repeated(d, p->print, buf_str(&p->key), p->place))
			d->on_late(d->late_data, p->place.file, p->value);
	}
	d->pendings = 0;
}

/* Lets the row pass and looks at its key with the next thirty. */
static enum verdict
add_later(struct duplicates *d, struct str key, const struct row *row, struct place place)
{
	if (d->pendings == PENDINGS)
		duplicates_finish(d);
	struct pending *p = &d->pending[d->pendings++];
	p->print = print_of(d, key, place);
	p->place = place;
	p->value = row->value;
	p->key.n = 0;
	buf_add(&p->key, key);
	prints_expect(&d->prints, p->print);
	return VERDICT_PASS;
}

/* A copy of the row whose text lives as long as we do. */
static struct row
copy_row(struct duplicates *d, const struct row *row)
{
	struct row copy = *row;
	struct str *text[] = { &copy.period, &copy.flow, &copy.reporter, &copy.partner,
		&copy.edition, &copy.hs, &copy.partner2, &copy.customs, &copy.mode,
		&copy.transport };

	for (size_t i = 0; i < sizeof text / sizeof *text; i++)
		*text[i] = arena_copy(&d->text, *text[i]);
	struct str *kept = arena_alloc(&d->text, d->keep * sizeof *kept);
	for (size_t i = 0; i < d->keep; i++)
		kept[i] = arena_copy(&d->text, row->kept[i]);
	copy.kept = kept;
	return copy;
}

/* Is `a` the larger row? By value, then by all the rest, so that the order of rows decides nothing.
 */
static bool
is_larger(const struct row *a, const struct row *b, size_t keep)
{
	if (a->value != b->value)
		return a->value > b->value;
	if (a->has_net_kg != b->has_net_kg)
		return a->has_net_kg;
	if (a->has_net_kg && a->net_kg != b->net_kg)
		return a->net_kg > b->net_kg;
	unsigned own = a->flags & ~(unsigned)FLAG_DEDUPLICATED;
	unsigned others = b->flags & ~(unsigned)FLAG_DEDUPLICATED;
	int order = str_cmp(a->edition, b->edition);
	if (order == 0 && own != others)
		order = own > others ? 1 : -1;
	for (size_t i = 0; order == 0 && i < keep; i++)
		order = str_cmp(a->kept[i], b->kept[i]);
	return order > 0;
}

/* A weight that misses a part is no weight; an edition that differs is unknown. */
static bool
add_up(struct row *sum, const struct row *row)
{
	sum->flags |= row->flags;
	sum->has_net_kg = sum->has_net_kg && row->has_net_kg;
	if (!str_eq(sum->edition, row->edition))
		sum->edition = str_of("");
	return dec_add(&sum->value, row->value) &&
	       (!sum->has_net_kg || dec_add(&sum->net_kg, row->net_kg));
}

static enum verdict
add_row(struct duplicates *d, struct str key, const struct row *row, struct place place)
{
	bool fresh;
	size_t number = keytab_add(&d->keys, key, &fresh);

	if (fresh) {
		mem_grow(&d->held, &d->held_cap, number, sizeof *d->held);
		d->held[number] = (struct held){ copy_row(d, row), place };
		return VERDICT_HOLD;
	}
	struct row *held = &d->held[number].row;
	struct place *held_at = &d->held[number].place;
	d->found++;
	if (d->mode == DUPLICATES_SUM && !add_up(held, row))
		return VERDICT_OVERFLOW;
	if (d->mode == DUPLICATES_MAX && is_larger(row, held, d->keep)) {
		d->on_late(d->late_data, held_at->file, held->value);
		*held = copy_row(d, row);
		*held_at = place;
		held->flags |= FLAG_DEDUPLICATED;
		return VERDICT_HOLD;
	}
	held->flags |= FLAG_DEDUPLICATED;
	return VERDICT_DUPLICATE;
}

enum verdict
duplicates_add(struct duplicates *d, const struct row *row, struct place place)
{
	switch (d->mode) {
	case DUPLICATES_KEEP: return VERDICT_PASS;
	case DUPLICATES_ERROR: return add_later(d, key_of(d, row), row, place);
	case DUPLICATES_FIRST: {
		struct str key = key_of(d, row);
		struct print print = print_of(d, key, place);
		return is_repeated(d, print, key, place) ? VERDICT_DUPLICATE : VERDICT_PASS;
	}
	default: return add_row(d, key_of(d, row), row, place);
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
duplicates_complain(
    struct duplicates *d, const char *(*name)(const void *data, uint32_t file), const void *data)
{
	for (size_t i = 0; i < d->examples; i++) {
		struct example *e = &d->example[i];
		warn("%s: %s:%" PRIu64 " and %s:%" PRIu64, buf_text(&e->key),
		    name(data, e->first.file), e->first.line, name(data, e->second.file),
		    e->second.line);
	}
}

void
duplicates_free(struct duplicates *d)
{
	for (size_t i = 0; i < d->examples; i++)
		buf_free(&d->example[i].key);
	for (size_t i = 0; i < PENDINGS; i++)
		buf_free(&d->pending[i].key);
	prints_free(&d->prints);
	free(d->first_line);
	free(d->held);
	keytab_free(&d->keys);
	arena_free(&d->text);
	buf_free(&d->key);
}
