#include "slots.h"

#include <stdlib.h>

enum {
	FIRST_BITS = 6,
	FULL = 3,     /* the table grows when this many quarters are in use */
	SAMPLE = 256, /* one in SAMPLE hashes belongs to the sample */
	SPARSE = 64,  /* a table is sparse if less than one in SPARSE slots is in use */
};

static bool
is_full(const struct slots *s)
{
	return s->n * 4 >= slots_count(s) * FULL;
}

size_t
slots_count_next(const struct slots *s)
{
	if (s->slot == NULL)
		return (size_t)1 << FIRST_BITS;
	return slots_count(s) << is_full(s);
}

static void
put(struct slots *s, uint64_t slot)
{
	size_t at = slots_begin(s, (uint32_t)(slot >> 32));

	while (s->slot[at] != 0)
		at = (at + 1) & (slots_count(s) - 1);
	s->slot[at] = slot;
}

static void
widen(struct slots *s)
{
	uint64_t *old = s->slot;
	size_t n = slots_count(s);

	s->bits = old != NULL ? s->bits + 1 : FIRST_BITS;
	s->slot = mem_lines((size_t)1 << s->bits, sizeof *s->slot);
	memset(s->slot, 0, slots_count(s) * sizeof *s->slot);
	for (size_t i = 0; i < n; i++)
		if (old[i] != 0)
			put(s, old[i]);
	free(old);
}

void
slots_add(struct slots *s, uint32_t hash, uint32_t number)
{
	if (is_full(s))
		widen(s);
	put(s, (uint64_t)hash << 32 | ((uint64_t)number + 1));
	s->n++;
}

bool
slots_sample(const struct slots *s, size_t *at, uint32_t *hash)
{
	size_t n = slots_count(s);

	/* the lowest hashes are in the first slots, or just behind if collisions displaced them */
	while (*at < n && (*at < n / SAMPLE || s->slot[*at] != 0)) {
		uint64_t x = s->slot[(*at)++];
		*hash = (uint32_t)(x >> 32);
		if (x != 0 && *hash < UINT32_MAX / SAMPLE)
			return true;
	}
	return false;
}

void
slots_clear(struct slots *s)
{
	if (s->n < slots_count(s) / SPARSE)
		slots_free(s);
	if (s->slot != NULL)
		memset(s->slot, 0, slots_count(s) * sizeof *s->slot);
	s->n = 0;
}

void
slots_free(struct slots *s)
{
	free(s->slot);
	*s = (struct slots){ 0 };
}
