/*
 * indices: concentration indices of a group, from its exact sums, rounded once, half to even.
 *
 * v is the value of a supplier, T the sum of all v, n the number of v > 0, and H the sum of the
 * squared shares (v / T)^2. Each function writes `digits` decimals (0..18) to `to`, without a NUL,
 * and returns the length in bytes. T must be above 0.
 */
#ifndef RELIANCE_CONCENTRATION_INDICES_H
#define RELIANCE_CONCENTRATION_INDICES_H

#include "group.h"

/* The share of the `n` largest suppliers in T, times 10^shift: the concentration ratio. */
size_t top_share_print(
    char to[DEC_TEXT], const struct group *g, size_t n, unsigned shift, unsigned digits);

/*
 * H times 10^shift: the Herfindahl-Hirschman index (A. O. Hirschman, "The Paternity of an Index",
 * American Economic Review 54 (1964); O. C. Herfindahl, Concentration in the Steel Industry, 1950).
 */
size_t hhi_print(char to[DEC_TEXT], const struct group *g, unsigned shift, unsigned digits);

/* 1 / H: the number of equal suppliers with this H (M. A. Adelman, "Comment on the 'H'
 * Concentration Measure as a Numbers-Equivalent", Review of Economics and Statistics 51 (1969)). */
size_t effective_print(char to[DEC_TEXT], const struct group *g, unsigned digits);

/* (H - 1/n) / (1 - 1/n) times 10^shift, n > 1: 0 if all suppliers are equal. */
size_t normalised_print(char to[DEC_TEXT], const struct group *g, unsigned shift, unsigned digits);

/*
 * (sqrt H - sqrt 1/n) / (1 - sqrt 1/n), n > 1, from 0 to 1: the concentration index of UNCTAD
 * (UNCTADstat, "Merchandise: product concentration and diversification indices").
 */
size_t unctad_print(char to[DEC_TEXT], const struct group *g, unsigned digits);

#endif
