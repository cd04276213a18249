#include "entries.h"

#include <stdlib.h>

#include "lib/die.h"

enum {
	UNIT = 8, /* entries begin at multiples of UNIT; their numbers count units */
	FIRST_CHUNK = 64 * 1024,
	CHUNK = ENTRIES_MOST, /* the size of a huge page on x86-64 */
	CHUNK_UNITS = CHUNK / UNIT,
	AHEAD = 16, /* how many entries ahead to prefetch when reading in order */
};

char *
entry_add(struct buf *to, struct str key, size_t data_size)
{
	uint32_t n = (uint32_t)key.n;
	size_t size = ENTRY_HEAD + key.n + data_size;

	if (to->cap - to->n < size)
		buf_reserve(to, size);
	char *p = to->p + to->n;
	to->n += size;
	memcpy(p, &n, sizeof n);
	if (n > 0)
		memcpy(p + ENTRY_HEAD, key.p, n);
	return p + ENTRY_HEAD + n;
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
address_of(const struct entries *t, uint32_t number)
{
	return t->chunk[number / CHUNK_UNITS].bytes + (size_t)(number % CHUNK_UNITS) * UNIT;
}

/* Returns a chunk with room for `size` bytes. The first chunk is small, since most tables are. */
static struct chunk *
chunk_for(struct entries *t, size_t size)
{
	for (;; t->filling++) {
		size_t most = t->filling == 0 ? FIRST_CHUNK : CHUNK;
		if (t->filling == t->chunks) {
			mem_grow(&t->chunk, &t->chunk_cap, t->chunks, sizeof *t->chunk);
			t->chunk[t->chunks++] = (struct chunk){ mem_lines(most, 1), 0 };
		}
		struct chunk *c = &t->chunk[t->filling];
		if (most - c->used >= size)
			return c;
	}
}

static char *
add(struct entries *t, const char *bytes, uint32_t hash)
{
	size_t size = ENTRY_HEAD + entry_key(bytes).n + t->data_size, room = rounded(size);

	if (room > CHUNK)
		die("a group takes more than 2 MiB");
	struct chunk *c = chunk_for(t, room);
	size_t number = t->filling * CHUNK_UNITS + c->used / UNIT;
	if (number >= SLOTS_NONE)
		die("the groups take more than 32 GiB");
	char *address = c->bytes + c->used;
	memcpy(address, bytes, size);
	c->used += room;
	t->used += room;
	t->n++;
	slots_add(&t->slots, hash, (uint32_t)number);
	return address;
}

struct entry
entries_put(struct entries *t, const char *bytes, uint32_t hash, bool *fresh)
{
	struct str key = entry_key(bytes);
	uint32_t number;

	*fresh = false;
	for (size_t at = slots_begin(&t->slots, hash);
	     (number = slots_next(&t->slots, hash, &at)) != SLOTS_NONE;) {
		struct entry e = entry_at(address_of(t, number));
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
		const char *bytes = address_of(t, number);
		__builtin_prefetch(bytes, 1);
		__builtin_prefetch(bytes + t->data_size, 1); /* it may reach the next cache line */
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
	struct radix_item *next;

	if (t->n > t->order_cap) {
		free(t->order);
		t->order = mem_lines(t->n, sizeof *t->order);
		t->order_cap = t->n;
	}
	next = t->order;
	for (size_t i = 0; i < t->chunks; i++) {
		const struct chunk *c = &t->chunk[i];
		for (size_t at = 0; at < c->used; next++) {
			next->of = c->bytes + at;
			at += rounded(ENTRY_HEAD + entry_key(c->bytes + at).n + t->data_size);
		}
	}
	radix_sort(t->order, t->n, key_of);
}

struct entry
entries_nth(const struct entries *t, size_t i)
{
	if (i + AHEAD < t->n)
		__builtin_prefetch(t->order[i + AHEAD].of);
	char *bytes;
	memcpy(&bytes, &t->order[i].of, sizeof bytes); /* drops the const: the entry is ours */
	return entry_at(bytes);
}

void
entries_clear(struct entries *t)
{
	for (size_t i = 0; i < t->chunks; i++)
		t->chunk[i].used = 0;
	slots_clear(&t->slots);
	t->filling = t->used = t->n = 0;
}

void
entries_free(struct entries *t)
{
	for (size_t i = 0; i < t->chunks; i++)
		free(t->chunk[i].bytes);
	free(t->chunk);
	free(t->order);
	slots_free(&t->slots);
	entries_begin(t, t->data_size);
}
