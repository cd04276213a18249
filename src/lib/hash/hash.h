/*
 * hash: hash functions, none of them cryptographic.
 *
 * Those for tables in memory differ from process to process, so no input can be made whose keys
 * collide. Tables must not let the order of hashes reach the output.
 *
 * For counts that are comparable between runs, and for fuzzing, RELIANCE_HASH_SEED=N in the
 * environment fixes the seed; N is a whole number.
 */
#ifndef RELIANCE_LIB_HASH_HASH_H
#define RELIANCE_LIB_HASH_HASH_H

#include "lib/str.h"

/* Private: the seed of this process. Set before main() begins, constant from then on. */
struct hash_seed {
	uint64_t a, b;
};
extern struct hash_seed hash_seed;

/* Private: the two halves of a product, xored: the mixing step of wyhash (Wang Yi). */
static inline uint64_t
hash_product(uint64_t a, uint64_t b)
{
	__extension__ unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/*
 * A hash of two numbers. A factor of 0 would lose the other number, but which number makes one is
 * as secret as the seed.
 */
static inline uint64_t
hash_pair(uint64_t a, uint64_t b)
{
	return hash_product(a ^ hash_seed.a, b ^ hash_seed.b);
}

/* A hash of `s`. */
uint64_t hash_bytes(struct str s);

/* A 128-bit hash of `s`: two independent 64-bit hashes. */
void hash_bytes_twice(struct str s, uint64_t out[2]);

/* A 128-bit hash of `s` that is the same in every process and version, for names on disk. */
void hash_name(struct str s, uint64_t out[2]);

#endif
