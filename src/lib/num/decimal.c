#include "decimal.h"

#define DIGIT_ZEROS 0x3030303030303030 /* "00000000" */

enum {
	EXPONENT_LIMIT = 100000000, /* larger exponents exceed any number of digits in a record */
	SHORT_DIGITS = 18,          /* that fit 64 bits */
};

/* The parts of a number's text. */
struct parts {
	bool negative;
	struct str whole, fraction;
	int exponent; /* of ten; limited to +-EXPONENT_LIMIT or a little more */
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

/* Digit number `i` of the whole part followed by the fraction. */
static int
digit_at(const struct parts *p, size_t i)
{
	return i < p->whole.n ? p->whole.p[i] - '0' : p->fraction.p[i - p->whole.n] - '0';
}

/* Converts the parts to billionths. Slow and general. */
static enum dec_result
convert(const struct parts *p, dec *out)
{
	size_t n = p->whole.n + p->fraction.n;
	/* the number of digits, from the left, up to the ninth decimal */
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
	/* compare the other digits with one half, to round half to even */
	int half = -1;
	if (keep >= 0 && (size_t)keep < n) {
		half = digit_at(p, (size_t)keep) - 5;
		for (size_t k = (size_t)keep + 1; half == 0 && k < n; k++)
			half = digit_at(p, k) > 0 ? 1 : 0;
	}
	if (half > 0 || (half == 0 && (x & 1) == 1))
		x++;
	if (!dec_fits((dec)x))
		return DEC_TOO_BIG; /* rounded up to one more digit */
	*out = p->negative ? -(dec)x : (dec)x;
	return DEC_OK;
}

/* By number of decimals: the value of the last one, in billionths. */
static const uint32_t unit[DEC_DECIMALS + 1] = { 1000000000, 100000000, 10000000, 1000000, 100000,
	10000, 1000, 100, 10, 1 };

/* Parses up to 18 digits with up to 9 decimals, digit by digit; false for any other text. */
static bool
parse_short(struct str s, dec *out)
{
	uint64_t whole = 0, fraction = 0;
	size_t i = 0;

	while (i < s.n && is_digit(s.p[i]))
		whole = whole * 10 + (uint64_t)(s.p[i++] - '0');
	size_t digits = i;
	if (digits == 0 || digits > SHORT_DIGITS)
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
	return convert(&p, out);
}

enum dec_result
dec_parse(struct str s, dec *out)
{
	return parse_short(s, out) ? DEC_OK : dec_parse_plainly(s, out);
}

/*
 * A mask with the highest bit of each byte that is a point. Bytes after the first point may be
 * wrong.
 */
static inline uint64_t
points_in(uint64_t x)
{
	uint64_t other = x ^ 0x2e2e2e2e2e2e2e2e; /* a zero byte for a point */

	return (other - 0x0101010101010101) & ~other & 0x8080808080808080;
}

/* The value of eight ASCII digits: combines them to two-digit numbers, then all at once. */
static inline uint64_t
join_digits(uint64_t x)
{
	x -= DIGIT_ZEROS;
	x = x * 10 + (x >> 8);
	return ((x & 0x000000ff000000ff) * 0x000f424000000064 +
		   ((x >> 16) & 0x000000ff000000ff) * 0x0000271000000001) >>
	       32;
}

/*
 * Moves the first `n` bytes of a word, n <= 8, to its end, and puts "0" before them. Shifts twice
 * by half, because a shift by 64 bits is undefined.
 */
static inline uint64_t
fill_up(uint64_t x, size_t n)
{
	return x << (4 * (8 - n)) << (4 * (8 - n)) | (uint64_t)DIGIT_ZEROS >> (4 * n) >> (4 * n);
}

/* Parses `n` digits, n <= 8, at `p`. False if some are not digits. */
static inline bool
join_part(const char *p, size_t n, uint64_t *out)
{
	uint64_t x = fill_up(word_load(p, 8), n);

	*out = join_digits(x);
	return word_digits(x);
}

/* Parses 9 to 16 bytes: up to 8 digits, a point and up to 8 decimals, or digits only. */
static inline bool
parse_sixteen(struct str s, dec *out)
{
	uint64_t first, last;
	uint64_t low = points_in(word_load(s.p, 8)), high = points_in(word_load(s.p + 8, 8));
	size_t whole = low != 0    ? (size_t)__builtin_ctzll(low) / 8
		       : high != 0 ? 8 + (size_t)__builtin_ctzll(high) / 8
				   : s.n;

	if (s.n - 9 >= 8 || whole == 0)
		return false;
	if (whole >= s.n) {
		if (!join_part(s.p, s.n - 8, &first) || !join_part(s.p + s.n - 8, 8, &last))
			return false;
		*out = (dec)(first * 100000000 + last) * DEC_ONE;
		return true;
	}
	size_t decimals = s.n - whole - 1;
	if (whole > 8 || decimals > 8 || !join_part(s.p, whole, &first) ||
	    !join_part(s.p + whole + 1, decimals, &last))
		return false;
	*out = (dec)first * DEC_ONE + (dec)(last * unit[decimals]);
	return true;
}

/* Parses 1 to 8 bytes of digits with at most one point: nearly all cells. */
static inline bool
parse_eight(struct str s, dec *out)
{
	uint64_t x = word_load(s.p, 8) & ~(uint64_t)0 >> (8 * (8 - s.n));
	uint64_t points = points_in(x);
	bool point = points != 0;
	size_t whole = point ? (size_t)__builtin_ctzll(points) / 8 : s.n, digits = s.n - point;
	uint64_t before = ((uint64_t)1 << (8 * whole % 64)) - 1;
	x = point ? (x & before) | (x >> 8 & ~before) : x;
	x = fill_up(x, digits);
	if (whole == 0 || !word_digits(x))
		return false;
	*out = (dec)(join_digits(x) * unit[digits - whole]); /* below 10^17 */
	return true;
}

enum dec_result
dec_parse_roomy(struct str s, dec *out)
{
	if (s.n - 1 < 8 && parse_eight(s, out))
		return DEC_OK;
	return parse_sixteen(s, out) ? DEC_OK : dec_parse(s, out);
}

const char *
dec_complaint(enum dec_result r)
{
	switch (r) {
	case DEC_EMPTY: return "empty";
	case DEC_TOO_BIG: return "a number of more than 28 digits before the point";
	case DEC_BAD: return "not a number";
	case DEC_OK: break;
	}
	return "a number";
}

unsigned
dec_decimals(dec x)
{
	const uint64_t one = (uint64_t)DEC_ONE;
	udec size = dec_magnitude(x);
	uint64_t part = size >> 64 == 0 ? (uint64_t)size % one : (uint64_t)(size % one);
	unsigned n = part == 0 ? 0 : DEC_DECIMALS;

	for (; n > 0 && part % 10 == 0; n--)
		part /= 10;
	return n;
}

dec
dec_unit(unsigned decimals)
{
	return unit[decimals];
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

/* a / b, rounded half to even; b > 0. */
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

/* Prints the digits of `x`, with a point before the last `decimals` of them. */
static size_t
print_scaled(char *to, bool negative, udec x, unsigned decimals)
{
	char digits[48];
	size_t n = 0, len = 0;

	while (x > 0 || n <= decimals) {
		/* use 64-bit division if possible: 128-bit division is many times slower */
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

/*
 * The eight digits of `x`, below 10^8, as bytes 0 to 9, the first digit in the lowest byte. Splits
 * numbers of eight digits into four, two and one, all parts of the word at once.
 */
static inline uint64_t
split_digits(uint64_t x)
{
	uint64_t fours = x / 10000 | x % 10000 << 32;
	uint64_t hundreds = (fours * 10486 >> 20) & 0x0000007f0000007f;
	uint64_t twos = hundreds | (fours - 100 * hundreds) << 16;
	uint64_t tens = (twos * 103 >> 10) & 0x000f000f000f000f;

	return tens | (twos - 10 * tens) << 8;
}

/* Writes `x`, below 10^8, as eight digits. Returns the end. */
static inline char *
put_eight(char *to, uint64_t x)
{
	word_store(to, split_digits(x) + DIGIT_ZEROS);
	return to + 8;
}

/* The same without leading zeros. */
static inline char *
put_first(char *to, uint64_t x)
{
	uint64_t digits = split_digits(x);
	unsigned zeros = (unsigned)__builtin_ctzll(digits | (uint64_t)1 << 56) / 8;

	word_store(to, (digits + DIGIT_ZEROS) >> (8 * zeros));
	return to + 8 - zeros;
}

size_t
dec_print_count(char to[DEC_COUNT_TEXT], uint64_t x)
{
	const uint64_t step = 100000000;
	char *end;

	if (x < step)
		return (size_t)(put_first(to, x) - to);
	if (x < step * step) {
		end = put_first(to, x / step);
	} else {
		end = put_first(to, x / (step * step));
		end = put_eight(end, x / step % step);
	}
	return (size_t)(put_eight(end, x % step) - to);
}

/* Splits a positive dec into its whole part and billionths. False if the whole exceeds 64 bits. */
static inline bool
split_whole(udec x, uint64_t *whole, uint64_t *fraction)
{
	const uint64_t one = (uint64_t)DEC_ONE;
	udec q = x <= UINT64_MAX ? (udec)((uint64_t)x / one) : x / one;

	*whole = (uint64_t)q;
	*fraction = (uint64_t)(x - q * one);
	return q <= UINT64_MAX;
}

size_t
dec_print(char to[DEC_TEXT], dec x)
{
	uint64_t whole, fraction;

	if (x < 0 || !split_whole((udec)x, &whole, &fraction))
		return dec_print_plainly(to, x);
	char *end = to + dec_print_count(to, whole);
	if (fraction > 0) {
		*end++ = '.';
		*end++ = (char)('0' + fraction / 100000000);
		end = put_eight(end, fraction % 100000000);
		while (end[-1] == '0')
			end--;
	}
	*end = '\0';
	return (size_t)(end - to);
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
