/*
 * wide: unsigned 512-bit integers, for intermediate results of ratios that exceed 128 bits.
 *
 * Simple schoolbook arithmetic. Quotients below 2^64, the usual ones, are fast; others are computed
 * bit by bit. Overflow is not detected, except by an assertion in multiplication by a number.
 */
#ifndef RELIANCE_LIB_NUM_WIDE_H
#define RELIANCE_LIB_NUM_WIDE_H

#include "decimal.h"

enum { WIDE_LIMBS = 8 };

/* The number, least significant limb first. */
struct wide {
	uint64_t limb[WIDE_LIMBS];
};

/* Converts a 128-bit number. */
struct wide wide_of(udec x);

/* a * b. */
struct wide wide_product(udec a, udec b);

/* *a * b, and *a += *b. The result must fit. */
struct wide wide_times(const struct wide *a, uint64_t b);
void wide_add(struct wide *a, const struct wide *b);

/* a * 10^power. The result must fit. */
struct wide wide_scale(struct wide a, unsigned power);

/* Negative, zero or positive as a is less than, equal to or greater than b. */
int wide_cmp(const struct wide *a, const struct wide *b);

/* Compares a with b times the square root of n, exactly. */
int wide_cmp_root(const struct wide *a, const struct wide *b, uint64_t n);

/* *a -= *b, where b <= a. */
void wide_sub(struct wide *a, const struct wide *b);

/* num / den, rounded half to even; den > 0, and both below 2^511. */
struct wide wide_divide(struct wide num, const struct wide *den);

/* The same bit by bit: the reference that tests compare with. */
struct wide wide_divide_plainly(struct wide num, const struct wide *den);

/* *a /= 10; returns the remainder. */
unsigned wide_pop_digit(struct wide *a);

bool wide_is_zero(const struct wide *a);

/* Is a < 2^64? If so, `*out` is its value. */
bool wide_is_short(const struct wide *a, uint64_t *out);

#endif
