/*
 * decimal: exact decimal numbers for money and weight.
 *
 * A `dec` is a fixed-point number: a 128-bit integer that counts billionths (1e-9). A cell with up
 * to 28 integer digits and 9 decimals is exact; sums may be up to seventeen times as large until
 * they are printed (dec_fits()). Results do not depend on binary floating point anywhere.
 */
#ifndef RELIANCE_LIB_NUM_DECIMAL_H
#define RELIANCE_LIB_NUM_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/str.h"

__extension__ typedef __int128 dec;           /* a typedef, since C11 has no name for the type */
__extension__ typedef unsigned __int128 udec; /* magnitude of a dec */

#define DEC_ONE ((dec)1000000000)

enum {
	DEC_DECIMALS = 9,    /* decimals of a dec */
	DEC_INT_DIGITS = 28, /* most integer digits of a cell */
	DEC_MAX_DIGITS = 18, /* most decimals of a printed ratio */
	DEC_COUNT_TEXT = 32, /* room for a printed count */
	DEC_ROOM = 16,       /* bytes after a cell that dec_parse_roomy() may read */
	DEC_TEXT = 96,       /* room for any printed number and its NUL */
};

enum dec_result {
	DEC_OK,
	DEC_EMPTY,   /* no characters at all */
	DEC_BAD,     /* not a number */
	DEC_TOO_BIG, /* more than 28 digits before the point */
};

/*
 * Parses all of `s`: an optional sign, digits with an optional point, and an optional exponent
 * ("-1204.5", "+.5", "2.716e+12"). Blanks, hexadecimal numbers and "inf" are errors. Rounds to nine
 * decimals, half to even. `*out` is set only if the result is DEC_OK.
 */
enum dec_result dec_parse(struct str s, dec *out);

/* The same but faster, for text after which DEC_ROOM bytes may be read. */
enum dec_result dec_parse_roomy(struct str s, dec *out);

/* The same without a fast path: the reference that tests compare with. */
enum dec_result dec_parse_plainly(struct str s, dec *out);

/* Why a cell is not a number, for a message such as: value_usd is "abc", not a number. Static. */
const char *dec_complaint(enum dec_result r);

/* The absolute value. */
static inline udec
dec_magnitude(dec x)
{
	return x < 0 ? (udec)0 - (udec)x : (udec)x;
}

/* How many decimals it takes to print x exactly, 0 to 9. */
unsigned dec_decimals(dec x);

/* One unit of the last of so many decimals: 0.01 for 2. */
dec dec_unit(unsigned decimals);

/* Has the number at most DEC_INT_DIGITS before the point, so that it can be read again? */
static inline bool
dec_fits(dec x)
{
	const udec least = (udec)DEC_ONE * (udec)DEC_ONE * (udec)DEC_ONE * (udec)DEC_ONE * 10;

	return (udec)x + least - 1 < 2 * least - 1;
}

/* *sum += x. On overflow returns false and leaves *sum unchanged. */
bool dec_add(dec *sum, dec x);

/* *x *= factor. On overflow returns false and leaves *x unchanged. */
static inline bool
dec_scale(dec *x, int64_t factor)
{
	const dec small = (dec)1 << 62;
	dec y;

	/* 128-bit overflow checks are many times slower */
	if (*x<small && * x> - small)
		y = *x * factor;
	else if (__builtin_mul_overflow(*x, (dec)factor, &y))
		return false;
	*x = y;
	return true;
}

/* sum / n, rounded to nine decimals, half to even; n > 0. */
dec dec_mean(dec sum, uint64_t n);

/* Prints without exponent and trailing zeros, NUL-terminated. Returns the length. */
size_t dec_print(char to[DEC_TEXT], dec x);

/* The same digit by digit: the reference that tests compare with. */
size_t dec_print_plainly(char to[DEC_TEXT], dec x);

/* Prints a count, up to 20 digits, without a NUL; may overwrite all of `to`. Returns the length. */
size_t dec_print_count(char to[DEC_COUNT_TEXT], uint64_t x);

/*
 * Prints with exactly `digits` (0..9) decimals, rounded half to even; never "-0". NUL-terminated.
 * Returns the length.
 */
size_t dec_print_fixed(char to[DEC_TEXT], dec x, unsigned digits);

#endif
