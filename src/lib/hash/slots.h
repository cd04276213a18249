/*
 * slots: the index of a hash table, which finds the numbers of things by the hashes of their keys.
 *
 * An open table with linear probing. A slot holds 32 bits of the hash beside the number: a key that
 * is not there costs one line of the cache, and the table grows without looking at a key. Slots
 * stand in the order of the hashes, so growing reads and writes straight on.
 */
#ifndef RELIANCE_LIB_HASH_SLOTS_H
#define RELIANCE_LIB_HASH_SLOTS_H

#include <stdint.h>

#include "lib/mem.h"

/* Zero is a good empty one. */
struct slots {
	uint64_t *slot; /* hash and number + 1, or 0 */
	size_t n;       /* in use */
	unsigned bits;  /* there are 1 << bits of them, or none */
};

#define SLOTS_NONE UINT32_MAX

/* How many there are. */
static inline size_t
slots_count(const struct slots *s)
{
	return s->slot != NULL ? (size_t)1 << s->bits : 0;
}

/* How many there are once another number is filed. */
size_t slots_count_next(const struct slots *s);

/* Where the numbers of a hash begin. */
static inline size_t
slots_begin(const struct slots *s, uint32_t hash)
{
	return (size_t)((uint64_t)hash << s->bits >> 32);
}

/*
 * The next number filed under `hash`, or SLOTS_NONE after the last. `*at` is where to look: at
 * first slots_begin(). Other keys may have the same hash: compare them.
 */
static inline uint32_t
slots_next(const struct slots *s, uint32_t hash, size_t *at)
{
	if (s->slot == NULL)
		return SLOTS_NONE;
	for (uint64_t x; (x = s->slot[*at]) != 0;) {
		*at = (*at + 1) & (((size_t)1 << s->bits) - 1);
		if ((uint32_t)(x >> 32) == hash)
			return (uint32_t)x - 1;
	}
	return SLOTS_NONE;
}

/* Asks for the line of the cache in which the numbers of `hash` begin. */
static inline void
slots_prefetch(const struct slots *s, uint32_t hash)
{
	if (s->slot != NULL)
		__builtin_prefetch(&s->slot[slots_begin(s, hash)]);
}

/*
 * The next hash of a sample, which is always of the same hashes, one in 256; false after the last.
 * `*at` is where to look: at first 0.
 */
bool slots_sample(const struct slots *s, size_t *at, uint32_t *hash);

/* Files a number, below SLOTS_NONE, under a hash. */
void slots_add(struct slots *s, uint32_t hash, uint32_t number);

/* Forgets all numbers and keeps the memory, unless far fewer took it; slots_free() gives it back.
 */
void slots_clear(struct slots *s);
void slots_free(struct slots *s);

#endif
