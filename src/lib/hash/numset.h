/*
 * numset: a set of 32-bit numbers in little memory: a hash table while the numbers are few and
 * sparse, a bitmap up to the largest number once that is no larger.
 */
#ifndef RELIANCE_LIB_HASH_NUMSET_H
#define RELIANCE_LIB_HASH_NUMSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A zeroed set is empty and ready to use. */
struct numset {
	uint32_t *word; /* the bitmap, or the hash table: number + 1, 0 for an empty slot */
	uint32_t words; /* its size; a power of two for the hash table */
	uint32_t n;     /* numbers in the set */
	bool is_bits;   /* `word` is a bitmap */
};

enum { NUMSET_BITS = 32 }; /* bits per word */

/* Private: numset_add() of a number that the bitmap has no bit for. */
void numset_add_slowly(struct numset *s, uint32_t number);

/* Adds a number below 2^32 - 1, unless it is in the set already. */
static inline void
numset_add(struct numset *s, uint32_t number)
{
	if (!s->is_bits || number / NUMSET_BITS >= s->words) {
		numset_add_slowly(s, number);
		return;
	}
	uint32_t *word = &s->word[number / NUMSET_BITS], before = *word;
	*word |= (uint32_t)1 << (number % NUMSET_BITS);
	s->n += *word != before;
}

/* Writes the numbers in ascending order to `to`, which has room for s->n of them. */
void numset_list(const struct numset *s, uint32_t *to);

/* Frees the memory; the set is empty and ready to use again. */
void numset_free(struct numset *s);

#endif
