/*
 * entries: a hash table of entries, each a key and a fixed number of bytes of data, that can be
 * sorted by key.
 *
 * An entry is contiguous: the length of its key (uint32_t), the key, the data. Thus a lookup costs
 * about two cache misses, and an entry can be copied, or written to a file and read back, as it is.
 * The data is not aligned: use memcpy() to read and write it.
 */
#ifndef RELIANCE_LIB_FOLD_ENTRIES_H
#define RELIANCE_LIB_FOLD_ENTRIES_H

#include <stdint.h>

#include "lib/hash/radix.h"
#include "lib/hash/slots.h"

/* A view of an entry; its memory belongs to whatever holds the entry. */
struct entry {
	struct str key;
	char *data;
};

enum {
	ENTRY_HEAD = sizeof(uint32_t),  /* bytes before the key */
	ENTRIES_MOST = 2 * 1024 * 1024, /* largest entry in bytes */
};

/* The key of the entry at `bytes`. */
static inline struct str
entry_key(const char *bytes)
{
	uint32_t n;

	memcpy(&n, bytes, sizeof n);
	return (struct str){ bytes + ENTRY_HEAD, n };
}

/* The entry at `bytes`. */
static inline struct entry
entry_at(char *bytes)
{
	struct str key = entry_key(bytes);

	return (struct entry){ key, bytes + ENTRY_HEAD + key.n };
}

/*
 * Appends an entry to a buffer. Returns the address of its data, which the caller fills in; valid
 * until the buffer changes.
 */
char *entry_add(struct buf *to, struct str key, size_t data_size);

struct entries {
	size_t data_size; /* bytes of data per entry */
	struct chunk {
		char *bytes; /* entries, each at a multiple of eight bytes */
		size_t used;
	} * chunk;
	size_t chunks, chunk_cap, filling; /* filling: index of the chunk being filled */
	size_t used;                       /* bytes used in all chunks */
	struct slots slots;
	struct radix_item *order; /* after entries_sort(): the entries in order of key */
	size_t n, order_cap;      /* n: number of entries */
};

/* Initialises an empty table. */
void entries_begin(struct entries *t, size_t data_size);

/*
 * Returns the entry with the key of the entry at `bytes`, adding a copy of that one if there is
 * none; sets `*fresh` to whether it did. `hash` is a 32-bit hash of the key. Entries do not move
 * until entries_clear(). An entry of more than 2 MiB, or more than 32 GiB of entries, end the
 * program.
 */
struct entry entries_put(struct entries *t, const char *bytes, uint32_t hash, bool *fresh);

/*
 * Prefetch the memory that entries_put() with that hash will read: first the slot, and some time
 * later, when the slot is in the cache, the entry.
 */
void entries_prefetch_slot(const struct entries *t, uint32_t hash);
void entries_prefetch(const struct entries *t, uint32_t hash);

/* Bytes of memory that the sorted table needs after one more entry of `size` bytes. */
size_t entries_cost(const struct entries *t, size_t size);

/* Sorts the entries by key. Add none until entries_clear(). */
void entries_sort(struct entries *t);

/* The entry number `i` of the sorted table. */
struct entry entries_nth(const struct entries *t, size_t i);

/* Removes all entries and keeps the memory for reuse. */
void entries_clear(struct entries *t);

/* Frees the memory; the table is empty and ready to use again. */
void entries_free(struct entries *t);

#endif
