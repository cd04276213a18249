/*
 * radix: orders keys as unsigned bytes, a shorter one before what it begins; many at a time.
 *
 * The first eight bytes of a key stand beside it as a number, so that most of the work touches no
 * key at all. radix_sort_plainly() does the same by comparing; it tests this.
 */
#ifndef RELIANCE_LIB_HASH_RADIX_H
#define RELIANCE_LIB_HASH_RADIX_H

#include <stdint.h>

#include "lib/str.h"

struct radix_item {
	const void *of; /* what has the key */
	uint64_t head;  /* for the sort alone: the eight bytes of the key that are looked at */
};

/*
 * Sorts `n` items by the keys that `key` says they have. Equal keys end in any order. In place; the
 * stack it takes grows with the logarithm of `n` alone.
 */
void radix_sort(struct radix_item *item, size_t n, struct str key(const void *of));

/* The same in time that grows with the square of `n`. */
void radix_sort_plainly(struct radix_item *item, size_t n, struct str key(const void *of));
#endif
