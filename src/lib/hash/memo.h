/*
 * memo: a cache from short texts to results computed from them. A column of trade data has few
 * distinct values, so most cells hit the cache.
 *
 * The cache may drop entries: it accepts texts of at most MEMO_LONGEST bytes, and stops growing at
 * about 130,000 entries. Callers must be able to recompute a result.
 */
#ifndef RELIANCE_LIB_HASH_MEMO_H
#define RELIANCE_LIB_HASH_MEMO_H

#include "hash.h"

enum { MEMO_LONGEST = 15 };

/* A text as two words: its bytes, padded with zeros, and its length in the last byte. */
struct memo_key {
	uint64_t low, high;
};

/* A zeroed cache is empty and ready to use. */
struct memo {
	/* A hash table with linear probing. Keys are inline, so that a hit costs one cache line. */
	struct memo_slot {
		struct memo_key key;
		const void *what;       /* the result; null: the slot is empty */
		uint32_t number, notes; /* further results; their meaning is the caller's */
	} * slot, last; /* last: what memo_find() found last; most cells repeat the one above */
	size_t slots;   /* size of `slot`: a power of two, or 0 */
	size_t n;       /* slots in use */
};

static inline struct memo_key
memo_key(struct str s)
{
	struct memo_key k = { str_word(s.p, s.n), (uint64_t)s.n << 56 };

	if (s.n > 8)
		k.high |= str_word(s.p + 8, s.n - 8);
	return k;
}

static inline size_t
memo_start(const struct memo *m, struct memo_key k)
{
	return (size_t)(hash_pair(k.low, k.high) >> 32) & (m->slots - 1);
}

/* Prefetches the memory that memo_find() of `s` will read. */
static inline void
memo_expect(const struct memo *m, struct str s)
{
	if (m->slots > 0 && s.n <= MEMO_LONGEST)
		__builtin_prefetch(&m->slot[memo_start(m, memo_key(s))]);
}

/* Private: the slot of a key, or null. */
static inline const struct memo_slot *
memo_look_up(const struct memo *m, struct memo_key k)
{
	if (m->slots == 0)
		return NULL;
	for (size_t at = memo_start(m, k);; at = (at + 1) & (m->slots - 1)) {
		const struct memo_slot *slot = &m->slot[at];
		if (slot->what == NULL)
			return NULL;
		if (slot->key.low == k.low && slot->key.high == k.high)
			return slot;
	}
}

/* The result stored for `s`, or null. */
static inline const void *
memo_find(struct memo *m, struct str s)
{
	if (s.n > MEMO_LONGEST)
		return NULL;
	struct memo_key k = memo_key(s);
	if (k.low == m->last.key.low && k.high == m->last.key.high)
		return m->last.what;
	const struct memo_slot *slot = memo_look_up(m, k);
	if (slot == NULL)
		return NULL;
	m->last = *slot;
	return slot->what;
}

/*
 * The whole slot of `s`, or null; valid until the next store. Does not use `last`: meant for
 * columns whose cells rarely repeat the one above.
 */
static inline const struct memo_slot *
memo_find_slot(const struct memo *m, struct str s)
{
	return s.n <= MEMO_LONGEST ? memo_look_up(m, memo_key(s)) : NULL;
}

/*
 * Stores the result for `s`, unless `s` is too long, has a result already, or the cache is full.
 * Keeps the pointer `what`, which must not be null and must outlive the cache.
 */
void memo_note(struct memo *m, struct str s, const void *what);
void memo_note_numbers(
    struct memo *m, struct str s, const void *what, uint32_t number, uint32_t notes);

/* Frees the memory; the cache is empty and ready to use again. */
void memo_free(struct memo *m);

#endif
