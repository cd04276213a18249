#include "entries.h"

#include <stdlib.h>

#include "die.h"

enum {
	UNIT = 8,   /* entries begin at multiples of it, and are numbered by them */
	AHEAD = 16, /* entries whose memory is asked for before they are read in order */
};

char *
entry_add(struct buf *to, struct str key, size_t data_size)
{
	uint32_t n = (uint32_t)key.n;

	buf_reserve(to, ENTRY_HEAD + key.n + data_size);
	buf_add(to, (struct str){ (const char *)&n, sizeof n });
	buf_add(to, key);
	to->n += data_size;
	return to->p + to->n - data_size;
}

void
entries_begin(struct entries *t, size_t data_size)
{
	*t = (struct entries){ .data_size = data_size };
}

static size_t
rounded(size_t size)
{
	return (size + UNIT - 1) / UNIT * UNIT;
}

static char *
add(struct entries *t, const char *bytes, uint32_t hash)
{
	size_t size = ENTRY_HEAD + entry_key(bytes).n + t->data_size, number = t->used / UNIT;

	if (number >= SLOTS_NONE)
		die("more than 32 GB of groups");
	if (t->cap - t->used < rounded(size)) {
		while (t->cap - t->used < rounded(size))
			t->cap = t->cap > 0 ? t->cap * 2 : 4096;
		t->bytes = mem_resize(t->bytes, t->cap, 1);
	}
	slots_add(&t->slots, hash, (uint32_t)number);
	memcpy(t->bytes + t->used, bytes, size);
	t->used += rounded(size);
	t->n++;
	return t->bytes + number * UNIT;
}

struct entry
entries_put(struct entries *t, const char *bytes, uint32_t hash, bool *fresh)
{
	struct str key = entry_key(bytes);
	uint32_t number;

	*fresh = false;
	for (size_t at = slots_begin(&t->slots, hash);
	     (number = slots_next(&t->slots, hash, &at)) != SLOTS_NONE;) {
		struct entry e = entry_at(t->bytes + (size_t)number * UNIT);
		if (str_eq(e.key, key))
			return e;
	}
	*fresh = true;
	return entry_at(add(t, bytes, hash));
}

void
entries_prefetch_slot(const struct entries *t, uint32_t hash)
{
	slots_prefetch(&t->slots, hash);
}

void
entries_prefetch(const struct entries *t, uint32_t hash)
{
	size_t at = slots_begin(&t->slots, hash);
	uint32_t number = slots_next(&t->slots, hash, &at);

	if (number != SLOTS_NONE) {
		const char *bytes = t->bytes + (size_t)number * UNIT;
		__builtin_prefetch(bytes, 1);
		__builtin_prefetch(
		    bytes + t->data_size, 1); /* and it may reach into the next line */
	}
}

size_t
entries_cost(const struct entries *t, size_t size)
{
	return t->used + rounded(size) + (t->n + 1) * sizeof *t->order +
	       slots_count_next(&t->slots) * sizeof *t->slots.slot;
}

static struct str
key_of(const void *of)
{
	return entry_key(of);
}

void
entries_sort(struct entries *t)
{
	size_t at = 0;

	if (t->n > t->order_cap) {
		free(t->order);
		t->order = mem_alloc(t->n, sizeof *t->order);
		t->order_cap = t->n;
	}
	for (size_t i = 0; i < t->n; i++) {
		t->order[i].of = t->bytes + at;
		at += rounded(ENTRY_HEAD + entry_key(t->bytes + at).n + t->data_size);
	}
	radix_sort(t->order, t->n, key_of);
}

struct entry
entries_nth(const struct entries *t, size_t i)
{
	if (i + AHEAD < t->n)
		__builtin_prefetch(t->order[i + AHEAD].of);
	return entry_at(t->bytes + ((const char *)t->order[i].of - t->bytes));
}

void
entries_clear(struct entries *t)
{
	slots_clear(&t->slots);
	t->used = 0;
	t->n = 0;
}

void
entries_free(struct entries *t)
{
	free(t->bytes);
	free(t->order);
	slots_free(&t->slots);
	entries_begin(t, t->data_size);
}
