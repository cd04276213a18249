/*
 * numset: a set of small numbers, in as few bytes as they need: a table of them while they are few
 * and far between, else a bit for each number up to the largest.
 */
#ifndef RELIANCE_LIB_HASH_NUMSET_H
#define RELIANCE_LIB_HASH_NUMSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Zero is a good empty set. */
struct numset {
	uint32_t *word; /* bits of the numbers, or a table of them, each and 1 */
	uint32_t words;
	uint32_t n;   /* numbers in it */
	bool is_bits; /* else an open table with linear probing, `words` a power of two */
};

enum { NUMSET_BITS = 32 }; /* of a word */

/* What numset_add() does where there is no bit for the number. */
void numset_add_slowly(struct numset *s, uint32_t number);

/* Adds a number below 2^32 - 1. */
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

/* All its numbers, ordered, into `to`, which has room for s->n of them. */
void numset_list(const struct numset *s, uint32_t *to);

void numset_free(struct numset *s);

#endif
