#include "numtab.h"

#include <stdlib.h>

#include "hash.h"
#include "lib/die.h"

uint32_t
numtab_add(struct numtab *t, struct numtab_key key, bool *fresh)
{
	uint32_t hash = (uint32_t)(hash_pair(key.a, key.b) >> 32), number;
	size_t at = slots_begin(&t->slots, hash);

	do
		number = slots_next(&t->slots, hash, &at);
	while (number != SLOTS_NONE && (t->key[number].a != key.a || t->key[number].b != key.b));
	if (fresh != NULL)
		*fresh = number == SLOTS_NONE;
	if (number != SLOTS_NONE)
		return number;
	if (t->n == SLOTS_NONE)
		die("more than 4 billion different keys");
	mem_grow(&t->key, &t->cap, t->n, sizeof *t->key);
	t->key[t->n] = key;
	slots_add(&t->slots, hash, (uint32_t)t->n);
	return (uint32_t)t->n++;
}

void
numtab_clear(struct numtab *t)
{
	slots_clear(&t->slots);
	t->n = 0;
}

void
numtab_free(struct numtab *t)
{
	free(t->key);
	slots_free(&t->slots);
	*t = (struct numtab){ 0 };
}
