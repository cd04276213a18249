/*
 * wide: whole numbers of 512 bits, for what 128 cannot hold on the way to a ratio.
 *
 * Plain: it works limb by limb, and a quotient of more than 64 bits bit by bit.
 */
#ifndef RELIANCE_LIB_NUM_WIDE_H
#define RELIANCE_LIB_NUM_WIDE_H

#include "decimal.h"

enum { WIDE_LIMBS = 8 };

/* A magnitude, least significant limb first. */
struct wide {
	uint64_t limb[WIDE_LIMBS];
};

struct wide wide_of(udec x);

/* a * b; always fits. */
struct wide wide_product(udec a, udec b);

/* a * b, and *a += *b. The caller knows that it fits. */
struct wide wide_times(const struct wide *a, uint64_t b);
void wide_add(struct wide *a, const struct wide *b);

/* a * 10^power. The caller knows that it fits. */
struct wide wide_scale(struct wide a, unsigned power);

/* Below, at or above 0 as a is below, at or above b. */
int wide_cmp(const struct wide *a, const struct wide *b);

/* The same for a and b times the square root of n. */
int wide_cmp_root(const struct wide *a, const struct wide *b, uint64_t n);

/* *a -= *b, where b <= a. */
void wide_sub(struct wide *a, const struct wide *b);

/* num / den, half to even; den > 0, and both below 2^511. */
struct wide wide_divide(struct wide num, const struct wide *den);

/* The same bit by bit; what explains and tests the quick way. */
struct wide wide_divide_plainly(struct wide num, const struct wide *den);

/* *a /= 10; returns the remainder. */
unsigned wide_pop_digit(struct wide *a);

bool wide_is_zero(const struct wide *a);

/* True if 64 bits hold it; `*out` is then the number. */
bool wide_is_short(const struct wide *a, uint64_t *out);

#endif
