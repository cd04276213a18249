/*
 * slots: the index of a hash table: maps the hash of a key to the numbers of the items that have
 * it. The caller keeps the items and their keys, and compares keys.
 *
 * Open addressing with linear probing. A slot holds the item's number and its 32-bit hash, so a
 * failed lookup usually costs one cache line, and the table grows without reading a key. The high
 * bits of the hash choose the slot: slots are roughly in hash order, and growing copies
 * sequentially.
 */
#ifndef RELIANCE_LIB_HASH_SLOTS_H
#define RELIANCE_LIB_HASH_SLOTS_H

#include <stdint.h>

#include "lib/mem.h"

/* A zeroed index is empty and ready to use. */
struct slots {
	uint64_t *slot; /* hash << 32 | number + 1; 0 is an empty slot */
	size_t n;       /* slots in use */
	unsigned bits;  /* there are 1 << bits slots, or none if `slot` is null */
};

#define SLOTS_NONE UINT32_MAX

/* The number of slots, used or not. */
static inline size_t
slots_count(const struct slots *s)
{
	return s->slot != NULL ? (size_t)1 << s->bits : 0;
}

/* The number of slots after one more slots_add(), which may grow the table. */
size_t slots_count_next(const struct slots *s);

/* The slot at which a search for `hash` begins. */
static inline size_t
slots_begin(const struct slots *s, uint32_t hash)
{
	return (size_t)((uint64_t)hash << s->bits >> 32);
}

/*
 * Returns the next number added with `hash`, or SLOTS_NONE after the last. `*at` is the position of
 * the search: slots_begin() for the first call, then advanced by each call. Different keys may have
 * the same hash, so the caller must compare keys.
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

/* Prefetches the cache line at which a search for `hash` begins. */
static inline void
slots_prefetch(const struct slots *s, uint32_t hash)
{
	if (s->slot != NULL)
		__builtin_prefetch(&s->slot[slots_begin(s, hash)]);
}

/*
 * Iterates over a sample of the hashes in the table: the lowest 1/256 of all possible hashes, so
 * samples of different tables are comparable. Sets `*hash` to the next one; false after the last.
 * `*at` is the position of the iteration, 0 for the first call.
 */
bool slots_sample(const struct slots *s, size_t *at, uint32_t *hash);

/* Adds a number, below SLOTS_NONE, with its hash. */
void slots_add(struct slots *s, uint32_t hash, uint32_t number);

/*
 * Removes all numbers. Keeps the memory for reuse, unless less than 1/64 of it was in use: clearing
 * a huge table for a few numbers costs more than a new one.
 */
void slots_clear(struct slots *s);

/* Frees the memory; the index is empty and ready to use again. */
void slots_free(struct slots *s);

#endif
