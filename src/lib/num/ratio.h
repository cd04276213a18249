/*
 * ratio: prints quotients of exact sums, rounded only once, half to even, to a given number of
 * decimals.
 *
 * The difference of two quotients of 128-bit sums needs up to 256 bits, plus the scale. It is
 * computed in 512 bits (wide.h), as are quotients that are large or have many digits.
 */
#ifndef RELIANCE_LIB_NUM_RATIO_H
#define RELIANCE_LIB_NUM_RATIO_H

#include "wide.h"

/* num / den, both in the same unit; den > 0. */
struct ratio {
	dec num, den;
};

/*
 * Prints r * 10^shift with exactly `digits` (0..18) decimals, rounded half to even; never "-0".
 * `shift` is 2 for a percentage, 0 for a fraction. NUL-terminated. Returns the length.
 */
size_t ratio_print(char to[DEC_TEXT], struct ratio r, unsigned shift, unsigned digits);

/* The same, always in 512 bits: the reference, and the fallback of ratio_print(). */
size_t ratio_print_plainly(char to[DEC_TEXT], struct ratio r, unsigned shift, unsigned digits);

/* The same for num / den in 512 bits; den > 0, and num * 10^(shift + digits) must fit in 511. */
size_t ratio_print_wide(
    char to[DEC_TEXT], struct wide num, const struct wide *den, unsigned shift, unsigned digits);

/* Prints (a - b) * 10^shift likewise, for a, b >= 0. Exact until the rounding at the end. */
size_t ratio_print_difference(
    char to[DEC_TEXT], struct ratio a, struct ratio b, unsigned shift, unsigned digits);

#endif
