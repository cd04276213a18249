#include "ratio.h"

#include <assert.h>

/*
 * Writes the `n` digits of `text`, stored last digit first, with a point before the last `digits`.
 */
static size_t
write_digits(char to[DEC_TEXT], bool negative, const char *text, size_t n, unsigned digits)
{
	size_t len = 0;

	if (negative)
		to[len++] = '-';
	while (n > 0) {
		to[len++] = text[--n];
		if (n == digits && n > 0)
			to[len++] = '.';
	}
	to[len] = '\0';
	return len;
}

static size_t
print_short(char to[DEC_TEXT], bool negative, uint64_t x, unsigned digits)
{
	char text[DEC_TEXT];
	size_t n = 0;

	negative = negative && x > 0;
	for (; n <= digits || x > 0; x /= 10)
		text[n++] = (char)('0' + x % 10);
	return write_digits(to, negative, text, n, digits);
}

static size_t
print_wide(char to[DEC_TEXT], bool negative, struct wide x, unsigned digits)
{
	char text[DEC_TEXT];
	uint64_t low;
	size_t n = 0;

	if (wide_is_short(&x, &low))
		return print_short(to, negative, low, digits);
	while (n < DEC_TEXT - 8 && (n <= digits || !wide_is_zero(&x)))
		text[n++] = (char)('0' + wide_pop_digit(&x));
	return write_digits(to, negative, text, n, digits);
}

/*
 * |r| * 10^power, rounded half to even. False if that needs over 128 bits, or the result over 64.
 */
static bool
divide_short(struct ratio r, unsigned power, uint64_t *out)
{
	static const uint64_t ten[] = { 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000,
		100000000, 1000000000, 10000000000, 100000000000, 1000000000000, 10000000000000,
		100000000000000, 1000000000000000, 10000000000000000, 100000000000000000,
		1000000000000000000, 10000000000000000000U };
	udec num, den = (udec)r.den;

	if (power >= sizeof ten / sizeof *ten ||
	    __builtin_mul_overflow(dec_magnitude(r.num), (udec)ten[power], &num))
		return false;
	udec q = num / den, rest = num % den;
	if (rest > den - rest || (rest == den - rest && (q & 1) == 1))
		q++;
	*out = (uint64_t)q;
	return q <= UINT64_MAX;
}

size_t
ratio_print(char to[DEC_TEXT], struct ratio r, unsigned shift, unsigned digits)
{
	uint64_t x;

	assert(r.den > 0 && digits <= DEC_MAX_DIGITS);
	if (divide_short(r, shift + digits, &x))
		return print_short(to, r.num < 0, x, digits);
	return ratio_print_plainly(to, r, shift, digits);
}

size_t
ratio_print_plainly(char to[DEC_TEXT], struct ratio r, unsigned shift, unsigned digits)
{
	assert(r.den > 0 && digits <= DEC_MAX_DIGITS);
	struct wide num = wide_scale(wide_of(dec_magnitude(r.num)), shift + digits);
	struct wide den = wide_of((udec)r.den);
	return print_wide(to, r.num < 0, wide_divide(num, &den), digits);
}

size_t
ratio_print_wide(
    char to[DEC_TEXT], struct wide num, const struct wide *den, unsigned shift, unsigned digits)
{
	assert(!wide_is_zero(den) && digits <= DEC_MAX_DIGITS);
	return print_wide(to, false, wide_divide(wide_scale(num, shift + digits), den), digits);
}

size_t
ratio_print_difference(
    char to[DEC_TEXT], struct ratio a, struct ratio b, unsigned shift, unsigned digits)
{
	assert(a.den > 0 && b.den > 0 && a.num >= 0 && b.num >= 0 && digits <= DEC_MAX_DIGITS);
	struct wide left = wide_product((udec)a.num, (udec)b.den);
	struct wide right = wide_product((udec)b.num, (udec)a.den);
	struct wide den = wide_product((udec)a.den, (udec)b.den);
	bool negative = wide_cmp(&left, &right) < 0;

	if (negative) {
		struct wide swap = left;
		left = right;
		right = swap;
	}
	wide_sub(&left, &right);
	left = wide_scale(left, shift + digits);
	return print_wide(to, negative, wide_divide(left, &den), digits);
}
