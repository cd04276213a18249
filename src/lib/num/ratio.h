/*
 * ratio: quotients of exact sums, rounded once, half to even, at the digit asked for.
 *
 * The difference of two quotients of 128-bit sums needs up to 256 bits and a scale on top of
 * that; it is worked out in 512, and so is a quotient that is large or has very many digits.
 */
#ifndef RELIANCE_LIB_NUM_RATIO_H
#define RELIANCE_LIB_NUM_RATIO_H

#include "wide.h"

/* num / den, both from the same unit; den > 0. */
struct ratio {
	dec num, den;
};

/*
 * r * 10^shift with exactly `digits` decimals (0..18), half to even, never "-0".
 * shift is 2 for per cent, 0 for a fraction. Returns the length.
 */
size_t ratio_print(char to[DEC_TEXT], struct ratio r, unsigned shift, unsigned digits);

/* The same, always in 512 bits: the plain twin, and what ratio_print() leaves to it. */
size_t ratio_print_plainly(char to[DEC_TEXT], struct ratio r, unsigned shift, unsigned digits);

/* The same for num / den, den > 0, of what 128 bits cannot hold; scaled up it must fit 512. */
size_t ratio_print_wide(
    char to[DEC_TEXT], struct wide num, const struct wide *den, unsigned shift, unsigned digits);

/* (a - b) * 10^shift, as above. Exact until the one rounding at the end. */
size_t ratio_print_difference(
    char to[DEC_TEXT], struct ratio a, struct ratio b, unsigned shift, unsigned digits);

#endif
