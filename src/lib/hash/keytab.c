#include "keytab.h"

#include <stdlib.h>

#include "hash.h"
#include "lib/die.h"
#include "radix.h"

struct str
key_join(struct buf *to, const struct str *part, size_t n)
{
	to->n = 0;
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_add_byte(to, '\0');
		buf_add(to, part[i]);
	}
	return buf_str(to);
}

void
key_describe(struct buf *to, struct str key)
{
	struct str part;

	for (bool more = false; str_split(&key, '\0', &part); more |= part.n > 0) {
		if (more && part.n > 0)
			buf_add_byte(to, ' ');
		buf_add(to, part);
	}
}

struct str
key_last_part(struct str *key)
{
	size_t end = key->n;

	while (end > 0 && key->p[end - 1] != '\0')
		end--;
	struct str last = { key->p + end, key->n - end };
	key->n = end > 0 ? end - 1 : 0;
	return last;
}

static uint32_t
slot_hash(struct str key)
{
	return (uint32_t)(hash_bytes(key) >> 32);
}

static size_t
find(const struct keytab *t, struct str key, uint32_t hash)
{
	uint32_t number;

	for (size_t at = slots_begin(&t->slots, hash);
	     (number = slots_next(&t->slots, hash, &at)) != SLOTS_NONE;)
		if (str_eq(t->key[number], key))
			return number;
	return SIZE_MAX;
}

size_t
keytab_find(const struct keytab *t, struct str key)
{
	return find(t, key, slot_hash(key));
}

size_t
keytab_add(struct keytab *t, struct str key, bool *fresh)
{
	uint32_t hash = slot_hash(key);
	size_t number = find(t, key, hash);

	if (fresh != NULL)
		*fresh = number == SIZE_MAX;
	if (number != SIZE_MAX)
		return number;
	if (t->n == SLOTS_NONE)
		die("more than 4 billion different keys");
	mem_grow(&t->key, &t->cap, t->n, sizeof *t->key);
	t->key[t->n] = arena_copy(&t->text, key);
	slots_add(&t->slots, hash, (uint32_t)t->n);
	return t->n++;
}

static struct str
key_at(const void *of)
{
	const struct str *key = of;

	return *key;
}

size_t *
keytab_sorted(const struct keytab *t)
{
	struct radix_item *item = mem_alloc(t->n, sizeof *item);
	size_t *order = mem_alloc(t->n, sizeof *order);

	for (size_t i = 0; i < t->n; i++)
		item[i].of = &t->key[i];
	radix_sort(item, t->n, key_at);
	for (size_t i = 0; i < t->n; i++)
		order[i] = (size_t)((const struct str *)item[i].of - t->key);
	free(item);
	return order;
}

void
keytab_free(struct keytab *t)
{
	free(t->key);
	slots_free(&t->slots);
	arena_free(&t->text);
	*t = (struct keytab){ 0 };
}
