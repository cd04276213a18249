/*
 * radix: sorts items by keys of arbitrary bytes. Keys compare as unsigned bytes; a prefix sorts
 * before the longer key.
 *
 * An in-place MSD radix sort ("American flag sort": McIlroy, Bostic, McIlroy, "Engineering radix
 * sort", 1993), with insertion sort for small buckets. Eight bytes of the key at a time are cached
 * in the item as a number, so that most of the work does not read the keys.
 */
#ifndef RELIANCE_LIB_HASH_RADIX_H
#define RELIANCE_LIB_HASH_RADIX_H

#include <stdint.h>

#include "lib/str.h"

struct radix_item {
	const void *of; /* the caller's item, which has the key */
	uint64_t head;  /* private to the sort: the eight bytes of the key that it compares now */
};

/*
 * Sorts `n` items in place by the keys that key(item.of) returns; the caller sets `of` only. The
 * sort is not stable. Stack use is O(log n).
 */
void radix_sort(struct radix_item *item, size_t n, struct str key(const void *of));

/* The same by insertion sort, in quadratic time: the reference that tests compare with. */
void radix_sort_plainly(struct radix_item *item, size_t n, struct str key(const void *of));

#endif
