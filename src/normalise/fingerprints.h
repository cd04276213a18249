/*
 * fingerprints: the keys of a very long stream, as fingerprints of 127 bits, for who must know at every
 * row if its key was there before. 16 bytes a key, filled to 85 % at the most and to 57 % at the
 * least once it grows, so 19 to 28 bytes a key. That two different keys among 250 million share a
 * fingerprint is less likely than 1e-21 (n^2 / 2^128).
 */
#ifndef RELIANCE_NORMALISE_FINGERPRINTS_H
#define RELIANCE_NORMALISE_FINGERPRINTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PRINT_PARTS = 16 };

struct print {
	uint64_t high, low; /* never 0, 0: so an empty slot is */
};

/* Zero is a good empty set. It grows part by part, so that a growing one is never there twice. */
struct fingerprints {
	struct print_part {
		struct print *slot;
		size_t lines; /* of four slots, which lie in one line of the cache */
		size_t n;
	} part[PRINT_PARTS];
};

/* The fingerprint of `bytes`, which hold no pointers. */
struct print print_of(const void *bytes, size_t n);

/* Adds a fingerprint. False if it is there already. */
bool fingerprints_add(struct fingerprints *p, struct print print);

void fingerprints_free(struct fingerprints *p);

#endif
