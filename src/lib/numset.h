/*
 * numset: a set of small numbers, in as few bytes as they need: a table of them while they are few
 * and far between, else a bit for each number up to the largest.
 */
#ifndef RELIANCE_NUMSET_H
#define RELIANCE_NUMSET_H

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

/* Adds a number below 2^32 - 1. */
void numset_add(struct numset *s, uint32_t number);

/* All its numbers, ordered, into `to`, which has room for s->n of them. */
void numset_list(const struct numset *s, uint32_t *to);

void numset_free(struct numset *s);

#endif
