/*
 * fingerprints: a set of 127-bit fingerprints of keys, to test for each row of a very long stream
 * whether its key occurred before. 16 bytes per key at a load of 57 to 85 % once the set grows: 19
 * to 28 bytes per key. The probability that two of 250 million keys share a fingerprint is below
 * 1e-21 (n^2 / 2^128).
 */
#ifndef RELIANCE_NORMALISE_FINGERPRINTS_H
#define RELIANCE_NORMALISE_FINGERPRINTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FINGERPRINT_PARTITIONS = 16 };

struct fingerprint {
	uint64_t high, low; /* `low` is never 0; in an empty slot both are */
};

/*
 * Zeroed, it is empty and ready to use. It grows one partition at a time, so that it never needs
 * twice its memory.
 */
struct fingerprints {
	struct fingerprint_partition {
		struct fingerprint *slot;
		size_t lines; /* cache lines, of four slots each */
		size_t n;
	} partition[FINGERPRINT_PARTITIONS];
};

/* The fingerprint of `n` bytes, which must hold no pointers or padding. */
struct fingerprint fingerprint_of(const void *bytes, size_t n);

/* Adds a fingerprint. Returns false if the set has it already. */
bool fingerprints_add(struct fingerprints *set, struct fingerprint f);

void fingerprints_free(struct fingerprints *set);

#endif
