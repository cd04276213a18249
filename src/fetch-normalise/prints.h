/*
 * prints: the keys of a very long stream, as fingerprints of 88 bits, each with the place where it
 * was first met. 16 bytes a key, filled to 85 % at the most and to 57 % at the least once it grows,
 * so 19 to 28 bytes a key. Two different keys among 250 million share a fingerprint with a
 * probability of 1e-10 (n^2 / 2^89).
 */
#ifndef RELIANCE_PRINTS_H
#define RELIANCE_PRINTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PRINT_PARTS = 16, PRINT_PLACE_BITS = 40 };

struct print {
	uint64_t high; /* 64 bits of the fingerprint */
	uint64_t low;  /* 24 more, and below them the place, which is not 0: so an empty slot is */
};

/* Zero is a good empty set. It grows part by part, so that a growing one is never there twice. */
struct prints {
	struct print_part {
		struct print *slot;
		size_t lines; /* of four slots, which lie in one line of the cache */
		size_t n;
	} part[PRINT_PARTS];
};

/* Asks for the memory that prints_add() will look at. */
void prints_expect(const struct prints *p, struct print print);

/*
 * Adds a fingerprint whose `low` holds its place. False if it is there already; *first is set to
 * the place that came with it.
 */
bool prints_add(struct prints *p, struct print print, uint64_t *first);

void prints_free(struct prints *p);

#endif
