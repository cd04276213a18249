#include "ratio.h"

#include <assert.h>

enum { LIMBS = 8 };

/* A 512-bit magnitude, least significant limb first. */
struct wide {
	uint64_t limb[LIMBS];
};

static struct wide
wide_of(udec x)
{
	return (struct wide){ { (uint64_t)x, (uint64_t)(x >> 64) } };
}

static int
wide_cmp(const struct wide *a, const struct wide *b)
{
	for (int i = LIMBS - 1; i >= 0; i--)
		if (a->limb[i] != b->limb[i])
			return a->limb[i] > b->limb[i] ? 1 : -1;
	return 0;
}

/* *a -= *b, where b <= a. */
static void
wide_sub(struct wide *a, const struct wide *b)
{
	uint64_t borrow = 0;

	for (int i = 0; i < LIMBS; i++) {
		uint64_t x = a->limb[i], y = b->limb[i];
		a->limb[i] = x - y - borrow;
		borrow = x < y || (x == y && borrow == 1);
	}
}

static struct wide
wide_mul(const struct wide *a, uint64_t b)
{
	struct wide out;
	udec carry = 0;

	for (int i = 0; i < LIMBS; i++) {
		carry += (udec)a->limb[i] * b;
		out.limb[i] = (uint64_t)carry;
		carry >>= 64;
	}
	assert(carry == 0);
	return out;
}

static void
wide_add_at(struct wide *a, const struct wide *b, int at)
{
	udec carry = 0;

	for (int i = at; i < LIMBS; i++) {
		carry += (udec)a->limb[i] + b->limb[i - at];
		a->limb[i] = (uint64_t)carry;
		carry >>= 64;
	}
}

static struct wide
product(udec a, udec b)
{
	struct wide wa = wide_of(a);
	struct wide low = wide_mul(&wa, (uint64_t)b);
	struct wide high = wide_mul(&wa, (uint64_t)(b >> 64));

	wide_add_at(&low, &high, 1);
	return low;
}

static struct wide
times_power_of_ten(struct wide a, unsigned power)
{
	while (power-- > 0)
		a = wide_mul(&a, 10);
	return a;
}

static int
bit_length(const struct wide *a)
{
	for (int i = LIMBS - 1; i >= 0; i--)
		if (a->limb[i] != 0)
			return i * 64 + 64 - __builtin_clzll(a->limb[i]);
	return 0;
}

static struct wide
wide_shift_left(const struct wide *a, int bits)
{
	struct wide out = { { 0 } };
	int limbs = bits / 64, rest = bits % 64;

	for (int i = LIMBS - 1; i >= limbs; i--) {
		out.limb[i] = a->limb[i - limbs] << rest;
		if (rest > 0 && i - limbs > 0)
			out.limb[i] |= a->limb[i - limbs - 1] >> (64 - rest);
	}
	return out;
}

/* num / den by shifting and subtracting, half to even. Costs a step per bit of the quotient. */
static struct wide
divide_even(struct wide num, const struct wide *den)
{
	struct wide q = { { 0 } };

	for (int bit = bit_length(&num) - bit_length(den); bit >= 0; bit--) {
		struct wide shifted = wide_shift_left(den, bit);
		if (wide_cmp(&num, &shifted) >= 0) {
			wide_sub(&num, &shifted);
			q.limb[bit / 64] |= (uint64_t)1 << (bit % 64);
		}
	}
	struct wide twice = wide_shift_left(&num, 1);
	int half = wide_cmp(&twice, den);
	if (half > 0 || (half == 0 && (q.limb[0] & 1) == 1)) {
		struct wide one = wide_of(1);
		wide_add_at(&q, &one, 0);
	}
	return q;
}

/* a /= 10, returns the remainder. */
static unsigned
wide_pop_digit(struct wide *a)
{
	udec rest = 0;

	for (int i = LIMBS - 1; i >= 0; i--) {
		rest = (rest << 64) | a->limb[i];
		a->limb[i] = (uint64_t)(rest / 10);
		rest %= 10;
	}
	return (unsigned)rest;
}

static size_t
print_wide(char to[DEC_TEXT], bool negative, struct wide x, unsigned digits)
{
	char text[DEC_TEXT];
	size_t n = 0, len = 0;
	bool zero = bit_length(&x) == 0;

	while (n < DEC_TEXT - 8 && (n <= digits || bit_length(&x) > 0))
		text[n++] = (char)('0' + wide_pop_digit(&x));
	if (negative && !zero)
		to[len++] = '-';
	while (n > 0) {
		to[len++] = text[--n];
		if (n == digits && n > 0)
			to[len++] = '.';
	}
	to[len] = '\0';
	return len;
}

/* The common case: everything fits in 128 bits and the quotient in 64. */
static bool
print_small(char to[DEC_TEXT], struct ratio r, unsigned power, unsigned digits, size_t *len)
{
	udec num = dec_magnitude(r.num), den = (udec)r.den, ten = 1;

	if (power > 19)
		return false;
	for (unsigned i = 0; i < power; i++)
		ten *= 10;
	if (__builtin_mul_overflow(num, ten, &num))
		return false;
	udec q = num / den, rest = num % den;
	if (rest > den - rest || (rest == den - rest && (q & 1) == 1))
		q++;
	if (q > UINT64_MAX)
		return false;
	*len = print_wide(to, r.num < 0, wide_of(q), digits);
	return true;
}

size_t
ratio_print(char to[DEC_TEXT], struct ratio r, unsigned shift, unsigned digits)
{
	size_t len;

	assert(r.den > 0 && digits <= DEC_MAX_DIGITS);
	if (print_small(to, r, shift + digits, digits, &len))
		return len;
	struct wide num = times_power_of_ten(wide_of(dec_magnitude(r.num)), shift + digits);
	struct wide den = wide_of((udec)r.den);
	return print_wide(to, r.num < 0, divide_even(num, &den), digits);
}

size_t
ratio_print_difference(
    char to[DEC_TEXT], struct ratio a, struct ratio b, unsigned shift, unsigned digits)
{
	assert(a.den > 0 && b.den > 0 && a.num >= 0 && b.num >= 0 && digits <= DEC_MAX_DIGITS);
	struct wide left = product((udec)a.num, (udec)b.den);
	struct wide right = product((udec)b.num, (udec)a.den);
	struct wide den = product((udec)a.den, (udec)b.den);
	bool negative = wide_cmp(&left, &right) < 0;

	if (negative) {
		struct wide swap = left;
		left = right;
		right = swap;
	}
	wide_sub(&left, &right);
	left = times_power_of_ten(left, shift + digits);
	return print_wide(to, negative, divide_even(left, &den), digits);
}
