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

/* The common case, up to 18 digits and up to 9 decimals and nothing else; false for any other. */
static bool
parse_short(struct str s, dec *out)
{
	static const uint64_t unit[DEC_DECIMALS + 1] = { 1000000000, 100000000, 10000000, 1000000,
		100000, 10000, 1000, 100, 10, 1 };
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
dec_parse(struct str s, dec *out)
{
	struct parts p;

	if (parse_short(s, out))
		return DEC_OK;
	if (s.n == 0)
		return DEC_EMPTY;
	if (!split_parts(s, &p))
		return DEC_BAD;
	return weigh(&p, out);
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
	dec y;

	if (__builtin_mul_overflow(*x, (dec)factor, &y))
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

/* The digits of `x`, two at a time, so that they end before `end`. Returns where they begin. */
static char *
digits_before(char *end, uint64_t x)
{
	static const char pairs[] =
	    "00010203040506070809101112131415161718192021222324252627282930313233"
	    "34353637383940414243444546474849505152535455565758596061626364656667"
	    "6869707172737475767778798081828384858687888990919293949596979899";

	for (; x >= 100; x /= 100) {
		end -= 2;
		memcpy(end, pairs + 2 * (x % 100), 2);
	}
	if (x >= 10) {
		end -= 2;
		memcpy(end, pairs + 2 * x, 2);
	} else {
		*--end = (char)('0' + x);
	}
	return end;
}

/* Whole numbers below 2^64, the common case; false for any other. */
static bool
print_whole(char to[DEC_TEXT], dec x, size_t *len)
{
	char text[24], *end = text + sizeof text;

	if (x < 0 || x >= (dec)UINT64_MAX * DEC_ONE || x % DEC_ONE != 0)
		return false;
	char *begin = digits_before(end, (uint64_t)(x / DEC_ONE));
	*len = (size_t)(end - begin);
	memcpy(to, begin, *len);
	to[*len] = '\0';
	return true;
}

size_t
dec_print(char to[DEC_TEXT], dec x)
{
	size_t len;

	if (print_whole(to, x, &len))
		return len;
	len = print_scaled(to, x < 0, dec_magnitude(x), DEC_DECIMALS);

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
	udec unit = 1;

	for (unsigned i = digits; i < DEC_DECIMALS; i++)
		unit *= 10;
	udec q = divide_even(dec_magnitude(x), unit);
	return print_scaled(to, x < 0 && q > 0, q, digits);
}
