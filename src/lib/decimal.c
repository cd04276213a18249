#include "decimal.h"

enum { EXPONENT_LIMIT = 100000000 }; /* beyond what the digits of a record can make up for */

/* The parts of a number's text, before they are weighed. */
struct parts {
	bool negative;
	struct str whole, fraction;
	int exponent; /* of ten; clamped far outside what can matter */
};

static struct str
take_digits(struct str *s)
{
	struct str d = { s->p, 0 };

	while (d.n < s->n && is_digit(s->p[d.n]))
		d.n++;
	s->p += d.n;
	s->n -= d.n;
	return d;
}

static bool
take_sign(struct str *s)
{
	bool negative = s->n > 0 && s->p[0] == '-';

	if (negative || (s->n > 0 && s->p[0] == '+'))
		s->p++, s->n--;
	return negative;
}

static bool
take_exponent(struct str *s, int *exponent)
{
	s->p++, s->n--;
	bool negative = take_sign(s);
	struct str digits = take_digits(s);
	int e = 0;

	for (size_t i = 0; i < digits.n && e < EXPONENT_LIMIT; i++)
		e = e * 10 + (digits.p[i] - '0');
	*exponent = negative ? -e : e;
	return digits.n > 0;
}

static bool
split_parts(struct str s, struct parts *p)
{
	*p = (struct parts){ 0 };
	p->negative = take_sign(&s);
	p->whole = take_digits(&s);
	if (s.n > 0 && s.p[0] == '.') {
		s.p++, s.n--;
		p->fraction = take_digits(&s);
	}
	if (p->whole.n + p->fraction.n == 0)
		return false;
	if (s.n > 0 && (s.p[0] == 'e' || s.p[0] == 'E') && !take_exponent(&s, &p->exponent))
		return false;
	return s.n == 0;
}

/* The digit number `i` of the whole and the fraction written together. */
static int
digit_at(const struct parts *p, size_t i)
{
	return i < p->whole.n ? p->whole.p[i] - '0' : p->fraction.p[i - p->whole.n] - '0';
}

/* Weighs the digits in billionths; the slow and general way. */
static enum dec_result
weigh(const struct parts *p, dec *out)
{
	size_t n = p->whole.n + p->fraction.n;
	/* how many of the digits, from the left, stand at or above the ninth decimal */
	long long keep = (long long)p->whole.n + p->exponent + DEC_DECIMALS;
	size_t i = 0;
	udec x = 0;

	while (i < n && digit_at(p, i) == 0)
		i++;
	if (i == n) {
		*out = 0;
		return DEC_OK;
	}
	if (keep - (long long)i > DEC_INT_DIGITS + DEC_DECIMALS)
		return DEC_TOO_BIG;
	for (; (long long)i < keep; i++)
		x = x * 10 + (unsigned)(i < n ? digit_at(p, i) : 0);
	/* what is left decides the rounding: against one half, then to the even neighbour */
	int half = -1;
	if (keep >= 0 && (size_t)keep < n) {
		half = digit_at(p, (size_t)keep) - 5;
		for (size_t k = (size_t)keep + 1; half == 0 && k < n; k++)
			half = digit_at(p, k) > 0 ? 1 : 0;
	}
	if (half > 0 || (half == 0 && (x & 1) == 1))
		x++;
	if (x >= (udec)DEC_ONE * (udec)DEC_ONE * (udec)DEC_ONE)
		return DEC_TOO_BIG; /* rounded up to a nineteenth digit */
	*out = p->negative ? -(dec)x : (dec)x;
	return DEC_OK;
}

/*
 * The number that the `n` digits in a word make, the first in the lowest byte, all at once: filled
 * up with zeros in front, then neighbours are joined to numbers of two, four and eight digits.
 * False if they are not all digits, or more than eight.
 */
static inline bool
join_digits(uint64_t x, size_t n, uint64_t *out)
{
	if (n < 8)
		x = x << (8 * (8 - n)) | (uint64_t)0x3030303030303030 >> (8 * n);
	if (((x & 0xf0f0f0f0f0f0f0f0) | ((x + 0x0606060606060606) & 0xf0f0f0f0f0f0f0f0) >> 4) !=
	    0x3333333333333333)
		return false;
	x -= 0x3030303030303030;
	x = x * 10 + (x >> 8);
	*out = ((x & 0x000000ff000000ff) * 0x000f424000000064 +
		   ((x >> 16) & 0x000000ff000000ff) * 0x0000271000000001) >>
	       32;
	return true;
}

/* Is there a point in the word? Then it is taken out, and `*at` is how many bytes come before. */
static inline bool
take_point(uint64_t *x, size_t *at)
{
	uint64_t other = *x ^ 0x2e2e2e2e2e2e2e2e; /* a zero byte for a point */
	uint64_t zero = (other - 0x0101010101010101) & ~other & 0x8080808080808080;

	if (zero == 0)
		return false;
	*at = (size_t)__builtin_ctzll(zero) / 8;
	uint64_t before = ((uint64_t)1 << (8 * *at)) - 1;
	*x = (*x & before) | (*x >> 8 & ~before);
	return true;
}

static const uint32_t unit[DEC_DECIMALS + 1] = { 1000000000, 100000000, 10000000, 1000000, 100000,
	10000, 1000, 100, 10, 1 };

/* Numbers of up to eight bytes, digits and a point: nearly all. False for any other. */
static inline bool
parse_word(struct str s, dec *out)
{
	uint64_t x = str_word(s.p, s.n), number;
	size_t whole = s.n, digits = s.n;

	if (take_point(&x, &whole))
		digits--;
	if (whole == 0 || !join_digits(x, digits, &number))
		return false;
	*out = (dec)(number * unit[digits - whole]); /* below 10^17 */
	return true;
}

/* Whole numbers of nine to sixteen digits. False for any other. */
static bool
parse_whole(struct str s, dec *out)
{
	uint64_t high, low;
	size_t n = s.n - 8;

	if (!join_digits(str_word(s.p, n), n, &high) || !join_digits(str_word(s.p + n, 8), 8, &low))
		return false;
	*out = (dec)(high * 100000000 + low) * DEC_ONE;
	return true;
}

/* Up to 18 digits and up to 9 decimals and nothing else, digit by digit; false for any other. */
static bool
parse_short(struct str s, dec *out)
{
	uint64_t whole = 0, fraction = 0;
	size_t i = 0;

	while (i < s.n && is_digit(s.p[i]))
		whole = whole * 10 + (uint64_t)(s.p[i++] - '0');
	size_t digits = i;
	if (digits == 0 || digits > DEC_INT_DIGITS)
		return false;
	size_t decimals = i < s.n ? s.n - i - 1 : 0;
	if (i < s.n && (s.p[i++] != '.' || decimals > DEC_DECIMALS))
		return false;
	for (; i < s.n; i++) {
		if (!is_digit(s.p[i]))
			return false;
		fraction = fraction * 10 + (uint64_t)(s.p[i] - '0');
	}
	*out = (dec)whole * DEC_ONE + (dec)(fraction * unit[decimals]);
	return true;
}

enum dec_result
dec_parse_plainly(struct str s, dec *out)
{
	struct parts p;

	if (s.n == 0)
		return DEC_EMPTY;
	if (!split_parts(s, &p))
		return DEC_BAD;
	return weigh(&p, out);
}

enum dec_result
dec_parse(struct str s, dec *out)
{
	if (s.n <= 8 ? parse_word(s, out) : s.n <= 16 && parse_whole(s, out))
		return DEC_OK;
	return parse_short(s, out) ? DEC_OK : dec_parse_plainly(s, out);
}

const char *
dec_complaint(enum dec_result r)
{
	switch (r) {
	case DEC_EMPTY: return "empty";
	case DEC_TOO_BIG: return "a number of more than 18 digits before the point";
	case DEC_BAD: return "not a number";
	case DEC_OK: break;
	}
	return "a number";
}

bool
dec_add(dec *sum, dec x)
{
	dec y;

	if (__builtin_add_overflow(*sum, x, &y))
		return false;
	*sum = y;
	return true;
}

bool
dec_scale(dec *x, int64_t factor)
{
	const dec small = (dec)1 << 64;
	dec y;

	if (factor == 1)
		return true;
	/* the general way costs many times more */
	if (*x<small && * x> - small)
		y = *x * factor;
	else if (__builtin_mul_overflow(*x, (dec)factor, &y))
		return false;
	*x = y;
	return true;
}

/* a / b, half to even; both positive. */
static udec
divide_even(udec a, udec b)
{
	udec q = a / b, r = a % b;

	if (r > b - r || (r == b - r && (q & 1) == 1))
		q++;
	return q;
}

dec
dec_mean(dec sum, uint64_t n)
{
	udec q = divide_even(dec_magnitude(sum), n);

	return (dec)(sum < 0 ? (udec)0 - q : q);
}

/* Digits of `x` with a point before the last `decimals` of them. */
static size_t
print_scaled(char *to, bool negative, udec x, unsigned decimals)
{
	char digits[48];
	size_t n = 0, len = 0;

	while (x > 0 || n <= decimals) {
		/* 64-bit steps where they do: a 128-bit division costs many times more */
		if (x <= UINT64_MAX) {
			for (uint64_t y = (uint64_t)x; y > 0 || n <= decimals; y /= 10)
				digits[n++] = (char)('0' + y % 10);
			break;
		}
		digits[n++] = (char)('0' + (int)(x % 10));
		x /= 10;
	}
	if (negative)
		to[len++] = '-';
	while (n > 0) {
		to[len++] = digits[--n];
		if (n == decimals && n > 0)
			to[len++] = '.';
	}
	to[len] = '\0';
	return len;
}

static size_t
count_digits(uint64_t x)
{
	static const uint64_t power[] = { 0, 10, 100, 1000, 10000, 100000, 1000000, 10000000,
		100000000, 1000000000, 10000000000, 100000000000, 1000000000000, 10000000000000,
		100000000000000, 1000000000000000, 10000000000000000, 100000000000000000,
		1000000000000000000, 10000000000000000000u };
	/* 1233 / 4096 is the logarithm of 2 to the base 10, nearly */
	size_t about = (size_t)(64 - __builtin_clzll(x | 1)) * 1233 >> 12;

	return about + (x >= power[about]);
}

size_t
dec_print_count(char *to, uint64_t x)
{
	static const char pairs[] =
	    "00010203040506070809101112131415161718192021222324252627282930313233"
	    "34353637383940414243444546474849505152535455565758596061626364656667"
	    "6869707172737475767778798081828384858687888990919293949596979899";
	size_t n = x > 0 ? count_digits(x) : 1;
	char *end = to + n;

	for (; x >= 100; x /= 100) {
		end -= 2;
		memcpy(end, pairs + 2 * (x % 100), 2);
	}
	if (x >= 10)
		memcpy(to, pairs + 2 * x, 2);
	else
		*to = (char)('0' + x);
	return n;
}

/*
 * Is `x` a whole number below 2^64, and which? Division by 2^9 is a shift; by 5^9, where it leaves
 * no rest, it is a product with the inverse of 5^9 modulo 2^128, and where it leaves one, that
 * product is larger than any quotient could be (Granlund and Montgomery, "Division by Invariant
 * Integers using Multiplication", 1994, section 9).
 */
static bool
is_whole(dec x, uint64_t *out)
{
	const udec inverse = (udec)0x97157d372fb9787e << 64 | 0x8e47ce423a2e9c6d;

	if (x < 0 || ((uint64_t)x & 511) != 0)
		return false;
	udec q = ((udec)x >> 9) * inverse;
	*out = (uint64_t)q;
	return q <= UINT64_MAX;
}

size_t
dec_print(char to[DEC_TEXT], dec x)
{
	uint64_t whole;

	if (!is_whole(x, &whole))
		return dec_print_plainly(to, x);
	size_t n = dec_print_count(to, whole);
	to[n] = '\0';
	return n;
}

size_t
dec_print_plainly(char to[DEC_TEXT], dec x)
{
	size_t len = print_scaled(to, x < 0, dec_magnitude(x), DEC_DECIMALS);

	while (to[len - 1] == '0')
		len--;
	if (to[len - 1] == '.')
		len--;
	to[len] = '\0';
	return len;
}

size_t
dec_print_fixed(char to[DEC_TEXT], dec x, unsigned digits)
{
	udec step = 1;

	for (unsigned i = digits; i < DEC_DECIMALS; i++)
		step *= 10;
	udec q = divide_even(dec_magnitude(x), step);
	return print_scaled(to, x < 0 && q > 0, q, digits);
}
