#include "wide.h"

#include <assert.h>

struct wide
wide_of(udec x)
{
	return (struct wide){ { (uint64_t)x, (uint64_t)(x >> 64) } };
}

int
wide_cmp(const struct wide *a, const struct wide *b)
{
	for (int i = WIDE_LIMBS - 1; i >= 0; i--)
		if (a->limb[i] != b->limb[i])
			return a->limb[i] > b->limb[i] ? 1 : -1;
	return 0;
}

void
wide_sub(struct wide *a, const struct wide *b)
{
	uint64_t borrow = 0;

	for (int i = 0; i < WIDE_LIMBS; i++) {
		uint64_t x = a->limb[i], y = b->limb[i];
		a->limb[i] = x - y - borrow;
		borrow = x < y || (x == y && borrow == 1);
	}
}

struct wide
wide_times(const struct wide *a, uint64_t b)
{
	struct wide out;
	udec carry = 0;

	for (int i = 0; i < WIDE_LIMBS; i++) {
		carry += (udec)a->limb[i] * b;
		out.limb[i] = (uint64_t)carry;
		carry >>= 64;
	}
	assert(carry == 0);
	return out;
}

/* *a += *b shifted left by `at` limbs. */
static void
add_at(struct wide *a, const struct wide *b, int at)
{
	udec carry = 0;

	for (int i = at; i < WIDE_LIMBS; i++) {
		carry += (udec)a->limb[i] + b->limb[i - at];
		a->limb[i] = (uint64_t)carry;
		carry >>= 64;
	}
}

void
wide_add(struct wide *a, const struct wide *b)
{
	add_at(a, b, 0);
}

struct wide
wide_product(udec a, udec b)
{
	struct wide wa = wide_of(a);
	struct wide low = wide_times(&wa, (uint64_t)b);
	struct wide high = wide_times(&wa, (uint64_t)(b >> 64));

	add_at(&low, &high, 1);
	return low;
}

struct wide
wide_scale(struct wide a, unsigned power)
{
	uint64_t ten = 1;

	for (; power > 0; power--) {
		if (ten > UINT64_MAX / 10) {
			a = wide_times(&a, ten);
			ten = 1;
		}
		ten *= 10;
	}
	return wide_times(&a, ten);
}

enum { SQUARE = 2 * WIDE_LIMBS + 1 }; /* limbs of a square times a 64-bit number */

/* a * a * n */
static void
square(uint64_t out[SQUARE], const struct wide *a, uint64_t n)
{
	uint64_t na[WIDE_LIMBS + 1];
	udec carry = 0;

	for (int i = 0; i < WIDE_LIMBS; i++) {
		carry += (udec)a->limb[i] * n;
		na[i] = (uint64_t)carry;
		carry >>= 64;
	}
	na[WIDE_LIMBS] = (uint64_t)carry;
	for (int i = 0; i < SQUARE; i++)
		out[i] = 0;
	for (int i = 0; i < WIDE_LIMBS; i++) {
		carry = 0;
		for (int k = 0; k <= WIDE_LIMBS; k++) {
			carry += (udec)a->limb[i] * na[k] + out[i + k];
			out[i + k] = (uint64_t)carry;
			carry >>= 64;
		}
	}
}

int
wide_cmp_root(const struct wide *a, const struct wide *b, uint64_t n)
{
	uint64_t left[SQUARE], right[SQUARE];

	square(left, a, 1);
	square(right, b, n);
	for (int i = SQUARE - 1; i >= 0; i--)
		if (left[i] != right[i])
			return left[i] > right[i] ? 1 : -1;
	return 0;
}

static int
bit_length(const struct wide *a)
{
	for (int i = WIDE_LIMBS - 1; i >= 0; i--)
		if (a->limb[i] != 0)
			return i * 64 + 64 - __builtin_clzll(a->limb[i]);
	return 0;
}

bool
wide_is_zero(const struct wide *a)
{
	return bit_length(a) == 0;
}

bool
wide_is_short(const struct wide *a, uint64_t *out)
{
	*out = a->limb[0];
	return bit_length(a) <= 64;
}

static struct wide
shift_left(const struct wide *a, int bits)
{
	struct wide out = { { 0 } };
	int limbs = bits / 64, rest = bits % 64;

	for (int i = WIDE_LIMBS - 1; i >= limbs; i--) {
		out.limb[i] = a->limb[i - limbs] << rest;
		if (rest > 0 && i - limbs > 0)
			out.limb[i] |= a->limb[i - limbs - 1] >> (64 - rest);
	}
	return out;
}

/* Rounds the quotient `q` half to even; `rest` is the remainder of the division by `den`. */
static struct wide
rounded(struct wide q, const struct wide *rest, const struct wide *den)
{
	struct wide twice = shift_left(rest, 1), one = wide_of(1);
	int half = wide_cmp(&twice, den);

	if (half > 0 || (half == 0 && (q.limb[0] & 1) == 1))
		add_at(&q, &one, 0);
	return q;
}

/*
 * Divides if the quotient is below 2^64, a single digit in base 2^64. Estimates it from the leading
 * digits; the estimate is at most two too high (D. E. Knuth, The Art of Computer Programming 2,
 * section 4.3.1, algorithm D).
 */
static struct wide
divide_digit(const struct wide *num, const struct wide *den)
{
	int bits = bit_length(den), top = (bits - 1) / 64, shift = 64 * (top + 1) - bits;
	struct wide n = shift_left(num, shift), d = shift_left(den, shift);
	udec first = (udec)n.limb[top + 1] << 64 | n.limb[top];
	uint64_t guess = (uint64_t)(first / d.limb[top]);
	struct wide product = wide_times(&d, guess);

	while (wide_cmp(&product, &n) > 0) {
		wide_sub(&product, &d);
		guess--;
	}
	wide_sub(&n, &product);
	return rounded(wide_of(guess), &n, &d);
}

struct wide
wide_divide(struct wide num, const struct wide *den)
{
	int bits = bit_length(den);

	if (bit_length(&num) - bits < 64 && bits <= 64 * (WIDE_LIMBS - 1))
		return divide_digit(&num, den);
	return wide_divide_plainly(num, den);
}

/* Long division: a shift and a subtraction per bit of the quotient. */
struct wide
wide_divide_plainly(struct wide num, const struct wide *den)
{
	struct wide q = { { 0 } };

	for (int bit = bit_length(&num) - bit_length(den); bit >= 0; bit--) {
		struct wide shifted = shift_left(den, bit);
		if (wide_cmp(&num, &shifted) >= 0) {
			wide_sub(&num, &shifted);
			q.limb[bit / 64] |= (uint64_t)1 << (bit % 64);
		}
	}
	return rounded(q, &num, den);
}

unsigned
wide_pop_digit(struct wide *a)
{
	udec rest = 0;

	for (int i = WIDE_LIMBS - 1; i >= 0; i--) {
		rest = (rest << 64) | a->limb[i];
		a->limb[i] = (uint64_t)(rest / 10);
		rest %= 10;
	}
	return (unsigned)rest;
}
