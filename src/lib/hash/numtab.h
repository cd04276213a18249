/*
 * numtab: numbers pairs of integers 0, 1, 2... in the order in which they are first added.
 *
 * The same as keytab for keys of a fixed size; the hash table is that of slots.h.
 */
#ifndef RELIANCE_LIB_HASH_NUMTAB_H
#define RELIANCE_LIB_HASH_NUMTAB_H

#include "slots.h"

struct numtab_key {
	uint64_t a, b;
};

/* A zeroed table is empty and ready to use. */
struct numtab {
	struct numtab_key *key; /* the keys by number */
	size_t n, cap;
	struct slots slots;
};

/*
 * Returns the number of a key, adding it if it is new; sets `*fresh` (may be null) to whether it
 * was. More than 2^32 - 1 keys end the program.
 */
uint32_t numtab_add(struct numtab *t, struct numtab_key key, bool *fresh);

/* Removes all keys and keeps the memory for reuse. */
void numtab_clear(struct numtab *t);

/* Frees the memory; the table is empty and ready to use again. */
void numtab_free(struct numtab *t);

#endif
