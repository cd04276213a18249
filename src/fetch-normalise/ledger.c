#include "ledger.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

#include "lib/mem.h"

enum { FIRST_SLAB = 64, LARGEST_SLAB = 4096 }; /* blocks */
enum { SEARCHES = 2 };                         /* at once, at the end */

#define PLACE (((uint64_t)1 << LEDGER_PLACE_BITS) - 1)

struct ledger_slab {
	struct ledger_slab *before;
	struct ledger_block *block;
};

void
ledger_block(struct ledger *l, size_t part)
{
	if (l->slab_used == l->slab_blocks) {
		struct ledger_slab *fresh = mem_alloc(1, sizeof *fresh);
		l->slab_blocks = l->slab_blocks == 0             ? FIRST_SLAB
				 : l->slab_blocks < LARGEST_SLAB ? l->slab_blocks * 2
								 : LARGEST_SLAB;
		fresh->block = mem_lines(l->slab_blocks, sizeof *fresh->block);
		fresh->before = l->slab;
		l->slab = fresh;
		l->slab_used = 0;
	}
	struct ledger_block *b = &l->slab->block[l->slab_used++];
	b->before = l->last[part];
	l->last[part] = b;
	l->room[part] = sizeof b->row / sizeof *b->row;
}

/* The rows of a part side by side in `to`, if it is not null. Returns how many there are. */
static size_t
gather(const struct ledger *l, size_t part, struct ledger_row *to)
{
	size_t n = 0, skip = l->room[part];

	for (const struct ledger_block *b = l->last[part]; b != NULL; b = b->before) {
		size_t rows = sizeof b->row / sizeof *b->row - skip;
		if (to != NULL)
			memcpy(to + n, b->row + skip, rows * sizeof *to);
		n += rows;
		skip = 0;
	}
	return n;
}

static bool
same_key(struct ledger_row a, struct ledger_row b)
{
	return a.series_commodity == b.series_commodity &&
	       (a.partner_place ^ b.partner_place) >> LEDGER_PLACE_BITS == 0;
}

static int
by_key_and_place(const void *a, const void *b)
{
	const struct ledger_row *x = a, *y = b;

	if (x->series_commodity != y->series_commodity)
		return x->series_commodity < y->series_commodity ? -1 : 1;
	return (x->partner_place > y->partner_place) - (x->partner_place < y->partner_place);
}

/*
 * Are there two rows of one key? `slot` has room for `slots` numbers, a power of two, all 0. A slot
 * holds a row's number and 1, and above that bits of its hash: most rows that meet there differ in
 * those, and are not looked at.
 */
static bool
has_repeat(const struct ledger_row *row, size_t n, uint32_t *slot, size_t slots)
{
	enum { SOON = 12 };
	const uint32_t number = (uint32_t)slots - 1; /* the bits of a slot that are a number */

	for (size_t i = 0; i < n; i++) {
		uint64_t hash = ledger_hash(row[i]);
		uint32_t tag = (uint32_t)(hash >> 24) & ~number;
		size_t at = hash & (slots - 1);
		if (i + SOON < n)
			__builtin_prefetch(&slot[ledger_hash(row[i + SOON]) & (slots - 1)], 1);
		for (; slot[at] != 0; at = (at + 1) & (slots - 1))
			if ((slot[at] & ~number) == tag &&
			    same_key(row[(slot[at] & number) - 1], row[i]))
				return true;
		slot[at] = tag | ((uint32_t)i + 1);
	}
	return false;
}

static void
report(const struct ledger_row *row, size_t n, void (*again)(void *data, uint64_t place),
    void (*repeat)(void *data, const struct ledger_repeat *repeat), void *data)
{
	for (size_t i = 1, first = 0; i < n; i++) {
		if (!same_key(row[first], row[i])) {
			first = i;
			continue;
		}
		again(data, row[i].partner_place & PLACE);
		if (i != first + 1)
			continue;
		struct ledger_repeat r = { (uint32_t)(row[i].series_commodity >> 32),
			(uint32_t)(row[i].partner_place >> LEDGER_PLACE_BITS),
			(uint32_t)row[i].series_commodity, row[first].partner_place & PLACE,
			row[i].partner_place & PLACE };
		repeat(data, &r);
	}
}

/* Some of the parts, for one thread to look through, with room to do so. */
struct search {
	const struct ledger *ledger;
	size_t from, to;            /* parts */
	bool repeats[LEDGER_PARTS]; /* those that have rows of one key */
	struct ledger_row *row;
	uint32_t *slot;
	size_t cap, slot_cap;
};

/* The rows of a part side by side in s->row. Returns how many there are. */
static size_t
lay_out(struct search *s, size_t part)
{
	size_t n = gather(s->ledger, part, NULL);

	if (n > s->cap)
		s->row = mem_resize(s->row, s->cap = n + n / 2, sizeof *s->row);
	return gather(s->ledger, part, s->row);
}

static void *
search(void *data)
{
	struct search *s = data;

	for (size_t part = s->from; part < s->to; part++) {
		size_t n = lay_out(s, part), slots = 16;
		while (slots < n * 2)
			slots *= 2;
		if (slots > s->slot_cap)
			s->slot = mem_resize(s->slot, s->slot_cap = slots, sizeof *s->slot);
		memset(s->slot, 0, slots * sizeof *s->slot);
		s->repeats[part] = has_repeat(s->row, n, s->slot, slots);
	}
	return NULL;
}

/* Searches the parts in as many threads as there are searches. */
static void
search_all(struct search *s, size_t n)
{
	pthread_t thread[SEARCHES];
	bool begun[SEARCHES] = { false };
	sigset_t all, before;

	sigfillset(&all); /* signals stay with the thread that called */
	pthread_sigmask(SIG_SETMASK, &all, &before);
	for (size_t i = 1; i < n; i++)
		begun[i] = pthread_create(&thread[i], NULL, search, &s[i]) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	for (size_t i = 0; i < n; i++)
		if (!begun[i])
			search(&s[i]);
	for (size_t i = 1; i < n; i++)
		if (begun[i])
			pthread_join(thread[i], NULL);
}

void
ledger_compare(const struct ledger *l, void (*again)(void *data, uint64_t place),
    void (*repeat)(void *data, const struct ledger_repeat *repeat), void *data)
{
	size_t n = l->slab_blocks > FIRST_SLAB ? SEARCHES : 1; /* few rows are not worth it */
	struct search *s = mem_zalloc(n, sizeof *s);

	for (size_t i = 0; i < n; i++) {
		s[i].ledger = l;
		s[i].from = i * LEDGER_PARTS / n;
		s[i].to = (i + 1) * LEDGER_PARTS / n;
	}
	search_all(s, n);
	for (size_t i = 0; i < n; i++) {
		for (size_t part = s[i].from; part < s[i].to; part++) {
			if (!s[i].repeats[part])
				continue;
			size_t rows = lay_out(&s[i], part);
			qsort(s[i].row, rows, sizeof *s[i].row, by_key_and_place);
			report(s[i].row, rows, again, repeat, data);
		}
		free(s[i].row);
		free(s[i].slot);
	}
	free(s);
}

void
ledger_free(struct ledger *l)
{
	while (l->slab != NULL) {
		struct ledger_slab *s = l->slab;
		l->slab = s->before;
		free(s->block);
		free(s);
	}
}
