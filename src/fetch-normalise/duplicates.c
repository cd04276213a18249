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

static struct print *
find_slot(const struct duplicates *d, uint64_t a, uint64_t b)
{
	size_t at = a & (d->slots - 1);

	while ((d->slot[at].a != 0 || d->slot[at].b != 0) &&
	       (d->slot[at].a != a || d->slot[at].b != b))
		at = (at + 1) & (d->slots - 1);
	return &d->slot[at];
}

static void
widen(struct duplicates *d)
{
	struct print *old = d->slot;
	size_t n = d->slots;

	d->slots = n > 0 ? n * 2 : 4096;
	d->slot = mem_zalloc(d->slots, sizeof *d->slot);
	for (size_t i = 0; i < n; i++)
		if (old[i].a != 0 || old[i].b != 0)
			*find_slot(d, old[i].a, old[i].b) = old[i];
	free(old);
}

static bool
same_place(struct place a, struct place b)
{
	return a.file == b.file && a.line == b.line;
}

/* Keeps the first few keys, each with its first two places. */
static void
note_example(struct duplicates *d, struct str key, struct place first, struct place second)
{
	for (size_t i = 0; i < d->examples; i++)
		if (same_place(d->example[i].first, first))
			return;
	if (d->examples == EXAMPLES)
		return;
	struct example *e = &d->example[d->examples++];
	e->first = first;
	e->second = second;
	key_say(&e->key, key);
}

static enum verdict
add_print(struct duplicates *d, struct str key, struct place place)
{
	uint64_t a = hash_bytes(key, 1), b = hash_bytes(key, 2) | 1;

	if (d->n * 10 >= d->slots * 8)
		widen(d);
	struct print *p = find_slot(d, a, b);
	if (p->a != 0 || p->b != 0) {
		d->found++;
		note_example(d, key, (struct place){ p->file, p->line }, place);
		return VERDICT_DUPLICATE;
	}
	*p = (struct print){ a, b, place.line, place.file };
	d->n++;
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

/* Is `a` the larger row? By value, then by weight, so that the order of rows decides nothing. */
static bool
is_larger(const struct row *a, const struct row *b)
{
	if (a->value != b->value)
		return a->value > b->value;
	if (a->has_net_kg != b->has_net_kg)
		return a->has_net_kg;
	return a->has_net_kg && a->net_kg > b->net_kg;
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
	d->found++;
	if (d->mode == DUPLICATES_SUM && !add_up(held, row))
		return VERDICT_OVERFLOW;
	if (d->mode == DUPLICATES_MAX && is_larger(row, held))
		*held = copy_row(d, row);
	held->flags |= FLAG_DEDUPLICATED;
	return VERDICT_DUPLICATE;
}

enum verdict
duplicates_add(struct duplicates *d, const struct row *row, struct place place)
{
	switch (d->mode) {
	case DUPLICATES_KEEP: return VERDICT_PASS;
	case DUPLICATES_ERROR:
	case DUPLICATES_FIRST: return add_print(d, key_of(d, row), place);
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
	free(d->slot);
	free(d->held);
	keytab_free(&d->keys);
	arena_free(&d->text);
	buf_free(&d->key);
}
