/*
 * memo: what was worked out for a short text, so that it is worked out once. A column of trade has
 * few different cells, and most of them come again and again.
 *
 * A memo may forget: it takes texts of up to MEMO_LONGEST bytes, and so many of them. Who asks must
 * be ready to work it out once more.
 */
#ifndef RELIANCE_LIB_HASH_MEMO_H
#define RELIANCE_LIB_HASH_MEMO_H

#include "lib/str.h"

enum { MEMO_LONGEST = 15 };

/* A text in two words: its bytes, the rest zero, and its length in the last byte. */
struct memo_key {
	uint64_t low, high;
};

/* Zero is a good empty memo. */
struct memo {
	struct memo_slot {
		struct memo_key key;
		const void *what; /* null: the slot is empty */
		uint32_t number, notes;
	} * slot,
	    last;     /* the last one is that of the time before: most cells are like those above */
	size_t slots; /* a power of two, or 0 */
	size_t n;
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
	uint64_t h = (k.low ^ (k.high * 0x9e3779b97f4a7c15)) * 0xd6e8feb86659fd93;

	return (size_t)(h >> 32) & (m->slots - 1);
}

/* Asks for the memory that memo_find() will look at. */
static inline void
memo_expect(const struct memo *m, struct str s)
{
	if (m->slots > 0 && s.n <= MEMO_LONGEST)
		__builtin_prefetch(&m->slot[memo_start(m, memo_key(s))]);
}

/* The slot of a key, or null. */
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

/* What was noted for `s`, or null. */
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

/* The same with the numbers beside it, for texts that differ from one time to the next. */
static inline const struct memo_slot *
memo_find_slot(const struct memo *m, struct str s)
{
	return s.n <= MEMO_LONGEST ? memo_look_up(m, memo_key(s)) : NULL;
}

/* Notes what `s` stands for, if there is room; `what` is the caller's, not null, and lives on. */
void memo_note(struct memo *m, struct str s, const void *what);
void memo_note_numbers(
    struct memo *m, struct str s, const void *what, uint32_t number, uint32_t notes);

void memo_free(struct memo *m);

#endif
