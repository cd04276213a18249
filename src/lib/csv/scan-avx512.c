#if defined(__x86_64__)
#include <immintrin.h>

#include "scan-clmul.h"
#include "scan-step.h"

scan_function scan_avx512;

__attribute__((target("avx512bw"))) static inline uint64_t
equal(__m512i text, char c)
{
	return _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8(c));
}

__attribute__((target("avx512bw,pclmul"))) static inline struct scan_masks
look(const char *p, char delimiter)
{
	__m512i text = _mm512_loadu_si512(p);

	uint64_t quotes = equal(text, '"');

	return (struct scan_masks){ equal(text, delimiter), equal(text, '\n'), quotes,
		scan_sums_at_once(quotes), equal(text, '\r'), equal(text, '\0') };
}

/* Writes the sixteen offsets in `list`, each plus `base`. */
__attribute__((target("avx512bw"))) static inline void
write_16(uint32_t *to, __m128i list, __m512i base)
{
	_mm512_storeu_si512(to, _mm512_add_epi32(_mm512_cvtepu8_epi32(list), base));
}

/*
 * Writes base + i for each bit i that is set: compresses the list 0..63 to the bits of the mask.
 * Writes in groups of sixteen; most steps have at most 32.
 */
__attribute__((target("avx512bw,avx512vbmi2,popcnt"))) static inline void
places(struct scan *s, uint32_t base, uint64_t bits)
{
	static const unsigned char all[SCAN_WIDTH] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13,
		14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34,
		35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55,
		56, 57, 58, 59, 60, 61, 62, 63 };
	__m512i list = _mm512_maskz_compress_epi8(bits, _mm512_loadu_si512(all));
	__m512i from = _mm512_set1_epi32((int)base);
	uint32_t *to = s->mark + s->marks;
	size_t n = (size_t)__builtin_popcountll(bits);

	s->marks += n;
	write_16(to, _mm512_castsi512_si128(list), from);
	write_16(to + 16, _mm512_extracti32x4_epi32(list, 1), from);
	if (n <= 32)
		return;
	write_16(to + 32, _mm512_extracti32x4_epi32(list, 2), from);
	write_16(to + 48, _mm512_extracti32x4_epi32(list, 3), from);
}

__attribute__((target("avx512bw,avx512vbmi2,bmi,bmi2,pclmul,popcnt"))) void
scan_avx512(struct scan *s, const char *text, size_t n, char delimiter)
{
	scan_steps(s, text, n, delimiter, look, places);
}
#else
typedef int scan_avx512_is_for_x86_64;
#endif
