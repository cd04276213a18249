/*
 * decimal: exact numbers for money and weight.
 *
 * A `dec` counts billionths (1e-9) in 128 bits: a cell of up to 18 integer digits and 9 decimals
 * is exact, and so is any sum of a hundred billion of them. No binary floating point anywhere.
 */
#ifndef RELIANCE_LIB_NUM_DECIMAL_H
#define RELIANCE_LIB_NUM_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/str.h"

__extension__ typedef __int128 dec;           /* the one typedef: C11 has no name for it */
__extension__ typedef unsigned __int128 udec; /* its magnitude */

#define DEC_ONE ((dec)1000000000)

enum {
	DEC_DECIMALS = 9,
	DEC_INT_DIGITS = 18,
	DEC_MAX_DIGITS = 18, /* decimals that a ratio can be asked for */
	DEC_COUNT_TEXT = 32,
	DEC_ROOM = 16, /* bytes behind a cell that dec_parse_roomy() may look at */
	DEC_TEXT = 96, /* room for any printed number and its NUL */
};

enum dec_result {
	DEC_OK,
	DEC_EMPTY,   /* no characters at all */
	DEC_BAD,     /* not a number */
	DEC_TOO_BIG, /* more than 18 digits before the point */
};

/*
 * Reads sign, digits, fraction and exponent ("-1204.5", "+.5", "2.716e+12"); nothing else: no
 * blanks, no hexadecimal, no "inf". Decimals beyond the ninth are rounded half to even.
 */
enum dec_result dec_parse(struct str s, dec *out);

/* The same, quicker, for text behind whose end DEC_ROOM bytes may be read. */
enum dec_result dec_parse_roomy(struct str s, dec *out);

/* The same for numbers of every length and form; what explains and tests the quick way. */
enum dec_result dec_parse_plainly(struct str s, dec *out);

/* Why a cell is not a number, for a message: "is "abc", not a number". Static text per result. */
const char *dec_complaint(enum dec_result r);

/* Without the sign. */
static inline udec
dec_magnitude(dec x)
{
	return x < 0 ? (udec)0 - (udec)x : (udec)x;
}

/* *sum += x. False if that overflows; *sum is then unchanged. */
bool dec_add(dec *sum, dec x);

/* *x *= factor. False if that overflows; *x is then unchanged. */
static inline bool
dec_scale(dec *x, int64_t factor)
{
	const dec small = (dec)1 << 62;
	dec y;

	/* the general way costs many times more */
	if (*x<small && * x> - small)
		y = *x * factor;
	else if (__builtin_mul_overflow(*x, (dec)factor, &y))
		return false;
	*x = y;
	return true;
}

/* Half to even at the ninth decimal; n > 0. */
dec dec_mean(dec sum, uint64_t n);

/* As a plain decimal with no exponent and no trailing zeros. Returns the length. */
size_t dec_print(char to[DEC_TEXT], dec x);

/* The same, digit by digit; what explains and tests the quick way. */
size_t dec_print_plainly(char to[DEC_TEXT], dec x);

/* A count as digits, up to 20 of them and no NUL; what is behind them is not kept. Returns how
 * many.
 */
size_t dec_print_count(char to[DEC_COUNT_TEXT], uint64_t x);

/* With exactly `digits` (0..9) decimals, rounded half to even; never "-0". Returns the length. */
size_t dec_print_fixed(char to[DEC_TEXT], dec x, unsigned digits);

#endif
