/*
 * numtab: keys of two numbers to small numbers, 0, 1, 2... in the order they are first seen.
 */
#ifndef RELIANCE_LIB_HASH_NUMTAB_H
#define RELIANCE_LIB_HASH_NUMTAB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct numtab_key {
	uint64_t a, b;
};

/* Zero is a good empty table. */
struct numtab {
	struct numtab_slot {
		struct numtab_key key;
		uint32_t number; /* and 1; 0: the slot is empty */
	} * slot;
	size_t slots; /* a power of two, or 0 */
	size_t n;
};

/* The number of a key, new or not; `*fresh` (may be null) says which. */
uint32_t numtab_add(struct numtab *t, struct numtab_key key, bool *fresh);

/* Empties it, but keeps its memory. */
void numtab_clear(struct numtab *t);

void numtab_free(struct numtab *t);

#endif
