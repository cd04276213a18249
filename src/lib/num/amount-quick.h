/*
 * amount-quick: short cells to the text that is printed, sixteen bytes at once, where the machine
 * has SSE2; amount_read() is the plain twin.
 */
#ifndef RELIANCE_LIB_NUM_AMOUNT_QUICK_H
#define RELIANCE_LIB_NUM_AMOUNT_QUICK_H

#include "amount.h"

#ifdef __SSE2__
#include <emmintrin.h>

/* A bit for each byte that is `c`. */
static inline unsigned
amount_bytes(__m128i text, char c)
{
	return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(text, _mm_set1_epi8(c)));
}

static inline unsigned
amount_digits(__m128i text)
{
	__m128i digit = _mm_sub_epi8(text, _mm_set1_epi8('0'));

	return amount_bytes(_mm_subs_epu8(digit, _mm_set1_epi8(9)), 0);
}

/* The first `n` bytes of `a` and then those of `b`; n is 16 at the most. */
static inline __m128i
amount_join(__m128i a, __m128i b, unsigned n)
{
	static const unsigned char first[32] = { 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
		255, 255, 255, 255, 255, 255 };
	__m128i mask = _mm_loadu_si128((const __m128i *)(const void *)(first + 16 - n));

	return _mm_or_si128(_mm_and_si128(mask, a), _mm_andnot_si128(mask, b));
}

/* How many of the first `n` bytes, but for the last, are zeros in front; a bit says a byte is '0'.
 */
static inline unsigned
amount_zeros_before(unsigned zeros, unsigned n)
{
	return (unsigned)__builtin_ctz(~zeros | 1u << (n - 1));
}

static inline void
amount_put_text(struct amount *a, __m128i text, unsigned from, unsigned end)
{
	_mm_storeu_si128((__m128i *)(void *)a->bytes, text);
	a->from = (unsigned char)from;
	a->n = (unsigned char)(end - from);
}

/* str_trim() of a cell, with the same room behind it: BACI has many blanks before a weight. */
static inline struct str
amount_trim(struct str cell)
{
	if (cell.n - 1 < AMOUNT_LONGEST) {
		__m128i text = _mm_loadu_si128((const __m128i *)(const void *)cell.p);
		size_t blanks = (size_t)__builtin_ctz(~amount_bytes(text, ' ') | 1u << cell.n);
		cell.p += blanks;
		cell.n -= blanks;
		if (cell.n > 0 && !is_blank(cell.p[0]) && !is_blank(cell.p[cell.n - 1]))
			return cell;
	}
	return str_trim(cell);
}

/*
 * amount_read() for up to 16 bytes of digits, perhaps with a point behind the first or a later one;
 * false, and nothing read, for most others. Behind the cell DEC_ROOM bytes may be read.
 */
static inline bool
amount_read_quickly(struct amount *a, struct str cell, unsigned shift)
{
	if (cell.n - 1 >= AMOUNT_LONGEST)
		return false;
	__m128i text = _mm_loadu_si128((const __m128i *)(const void *)cell.p);
	unsigned n = (unsigned)cell.n, all = (1u << n) - 1;
	unsigned other = ~amount_digits(text) & all;
	unsigned whole = (unsigned)__builtin_ctz(other | 1u << n); /* digits before the point */
	unsigned point = whole < n, decimals = n - whole - point;

	if (whole == 0 || (other & ~amount_bytes(text, '.')) != 0 || (other & (other - 1)) != 0)
		return false;
	if (decimals > shift) { /* the text but for zeros at its ends */
		unsigned zeros = amount_bytes(text, '0'), from = amount_zeros_before(zeros, whole);
		unsigned end = 32 - (unsigned)__builtin_clz(~zeros & all);
		amount_put_text(a, text, from, end - (end == whole + 1));
		return shift == 0 && from <= AMOUNT_ZEROS && decimals <= DEC_DECIMALS;
	}
	text = amount_join(text, _mm_srli_si128(text, 1), whole); /* without the point */
	text = amount_join(text, _mm_set1_epi8('0'), n - point);
	unsigned end = whole + shift;
	if (end > AMOUNT_LONGEST)
		return false;
	unsigned from = amount_zeros_before(amount_bytes(text, '0'), end);
	amount_put_text(a, text, from, end);
	return from <= AMOUNT_ZEROS;
}
#else
static inline struct str
amount_trim(struct str cell)
{
	return str_trim(cell);
}

static inline bool
amount_read_quickly(struct amount *a, struct str cell, unsigned shift)
{
	(void)a, (void)cell, (void)shift;
	return false;
}
#endif

#endif
