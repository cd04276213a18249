/*
 * amount-quick: converts short cells to the text that will be printed, sixteen bytes at a time with
 * SSE2. amount_read() is the reference, and the fallback for other cells and machines.
 */
#ifndef RELIANCE_LIB_NUM_AMOUNT_QUICK_H
#define RELIANCE_LIB_NUM_AMOUNT_QUICK_H

#include "amount.h"

#ifdef __SSE2__
#include <emmintrin.h>

/* A mask of the bytes that equal `c`. */
static inline unsigned
amount_bytes(__m128i text, char c)
{
	return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(text, _mm_set1_epi8(c)));
}

/* A mask of the bytes that are digits. */
static inline unsigned
amount_digits(__m128i text)
{
	__m128i digit = _mm_sub_epi8(text, _mm_set1_epi8('0'));

	return amount_bytes(_mm_subs_epu8(digit, _mm_set1_epi8(9)), 0);
}

/* The first `n` bytes of `a`, n <= 16, and the other bytes from `b`. */
static inline __m128i
amount_join(__m128i a, __m128i b, unsigned n)
{
	static const unsigned char first[32] = { 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
		255, 255, 255, 255, 255, 255 };
	__m128i mask = _mm_loadu_si128((const __m128i *)(const void *)(first + 16 - n));

	return _mm_or_si128(_mm_and_si128(mask, a), _mm_andnot_si128(mask, b));
}

/* The number of leading zeros among the first n - 1 bytes; `zeros` is the mask of '0' bytes. */
static inline unsigned
amount_zeros_before(unsigned zeros, unsigned n)
{
	return (unsigned)__builtin_ctz(~zeros | 1u << (n - 1));
}

/* Sets the amount to bytes [from, end) of `text`. */
static inline void
amount_put_text(struct amount *a, __m128i text, unsigned from, unsigned end)
{
	_mm_storeu_si128((__m128i *)(void *)a->bytes, text);
	a->from = (unsigned char)from;
	a->n = (unsigned char)(end - from);
}

/*
 * str_trim() of a cell. BACI has many blanks before a weight. Up to DEC_ROOM bytes after the cell
 * may be read.
 */
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
 * A fast amount_read() for cells of up to 16 digits, perhaps with a point after the first or a
 * later one. Returns false for other cells, and for some of these, leaving `*a` undefined: then
 * call amount_read(). Up to DEC_ROOM bytes after the cell may be read.
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
	if (decimals > shift) { /* the text without leading and trailing zeros */
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
