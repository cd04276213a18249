/*
 * levels: guard G3, the part that sees a code beside its own prefix in one (period, flow,
 * reporter): 2846 holds 284690, and their sum counts that trade twice.
 */
#ifndef RELIANCE_LEVELS_H
#define RELIANCE_LEVELS_H

#include <stdint.h>

#include "lib/str.h"
#include "trade/hs.h"

/* The codes met per series; zero is none. */
struct levels {
	struct level_code {
		uint64_t code; /* packed, never 0 in use */
		uint32_t series;
	} * slot;
	size_t slots, n;
	struct level_code last; /* the one before: rows of one code follow each other */
};

/* Notes that a series has rows of a code. */
void levels_add(struct levels *l, uint32_t series, struct str code);

/* A code and its prefix in one series; false if there is none. Takes the table apart. */
bool levels_find_nested(
    struct levels *l, uint32_t *series, char outer[HS_MAX + 1], char inner[HS_MAX + 1]);

void levels_free(struct levels *l);

#endif
