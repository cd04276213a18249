#include "numtab.h"

#include <stdlib.h>

#include "lib/die.h"
#include "lib/mem.h"

/* The slot of a key, or the empty one where it belongs. */
static struct numtab_slot *
find(const struct numtab *t, struct numtab_key key)
{
	uint64_t h = (key.a * 0x9e3779b97f4a7c15 ^ key.b) * 0xd6e8feb86659fd93;
	size_t at = (size_t)(h ^ h >> 32) & (t->slots - 1);

	while (
	    t->slot[at].number != 0 && (t->slot[at].key.a != key.a || t->slot[at].key.b != key.b))
		at = (at + 1) & (t->slots - 1);
	return &t->slot[at];
}

static void
widen(struct numtab *t)
{
	struct numtab_slot *old = t->slot;
	size_t n = t->slots;

	t->slots = n > 0 ? n * 2 : 64;
	t->slot = mem_zalloc(t->slots, sizeof *t->slot);
	for (size_t i = 0; i < n; i++)
		if (old[i].number != 0)
			*find(t, old[i].key) = old[i];
	free(old);
}

uint32_t
numtab_add(struct numtab *t, struct numtab_key key, bool *fresh)
{
	if (t->n * 2 >= t->slots)
		widen(t);
	struct numtab_slot *slot = find(t, key);
	if (fresh != NULL)
		*fresh = slot->number == 0;
	if (slot->number == 0) {
		if (t->n == UINT32_MAX - 1)
			die("more than 4 billion different keys");
		*slot = (struct numtab_slot){ key, (uint32_t)++t->n };
	}
	return slot->number - 1;
}

void
numtab_clear(struct numtab *t)
{
	if (t->n > 0)
		memset(t->slot, 0, t->slots * sizeof *t->slot);
	t->n = 0;
}

void
numtab_free(struct numtab *t)
{
	free(t->slot);
	*t = (struct numtab){ 0 };
}
