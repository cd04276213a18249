/*
 * entries: a hash table of keys with the same number of bytes of data each, and the same in order.
 *
 * An entry is one piece of bytes: the length of its key, the key, the data. So it is found with two
 * lines of the cache, and is written to a file and read again as it is. Data has no alignment.
 */
#ifndef RELIANCE_LIB_FOLD_ENTRIES_H
#define RELIANCE_LIB_FOLD_ENTRIES_H

#include <stdint.h>

#include "lib/hash/radix.h"
#include "lib/hash/slots.h"

struct entry {
	struct str key;
	char *data;
};

enum {
	ENTRY_HEAD = sizeof(uint32_t),  /* bytes before the key */
	ENTRIES_MOST = 2 * 1024 * 1024, /* bytes of an entry at most */
};

/* The key of the entry whose bytes begin at `bytes`. */
static inline struct str
entry_key(const char *bytes)
{
	uint32_t n;

	memcpy(&n, bytes, sizeof n);
	return (struct str){ bytes + ENTRY_HEAD, n };
}

/* The entry whose bytes begin at `bytes`. */
static inline struct entry
entry_at(char *bytes)
{
	struct str key = entry_key(bytes);

	return (struct entry){ key, bytes + ENTRY_HEAD + key.n };
}

/* Appends an entry to `to`. Returns the place of its data, for the caller to fill. */
char *entry_add(struct buf *to, struct str key, size_t data_size);

struct entries {
	size_t data_size;
	struct chunk {
		char *bytes; /* of entries, each at a multiple of eight */
		size_t used;
	} * chunk;
	size_t chunks, chunk_cap, filling; /* how many there are; the one that is being filled */
	size_t used;                       /* bytes in all of them */
	struct slots slots;
	struct radix_item *order; /* after entries_sort(): the entries by key */
	size_t n, order_cap;
};

/* An empty table. */
void entries_begin(struct entries *t, size_t data_size);

/*
 * The entry of the same key as the one at `bytes`, which is added if there is none (`*fresh` says
 * so). `hash` is 32 bits of the key's hash. Entries stay where they are; one of more than 2 MiB, or
 * more than 32 GiB in all, ends the program.
 */
struct entry entries_put(struct entries *t, const char *bytes, uint32_t hash, bool *fresh);

/*
 * Asks for the memory that entries_put() of that hash will look at: the slot's line of the cache,
 * and, once that has come, those of the entry.
 */
void entries_prefetch_slot(const struct entries *t, uint32_t hash);
void entries_prefetch(const struct entries *t, uint32_t hash);

/* Bytes of memory that the table takes, sorted, once one more entry of `size` bytes is in it. */
size_t entries_cost(const struct entries *t, size_t size);

/* Puts the entries in order of key; nothing can be added until entries_clear(). */
void entries_sort(struct entries *t);

/* The entry at place `i` of that order. */
struct entry entries_nth(const struct entries *t, size_t i);

/* Forgets the entries and keeps the memory; entries_free() gives that back. */
void entries_clear(struct entries *t);
void entries_free(struct entries *t);

#endif
