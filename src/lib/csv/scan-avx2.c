#if defined(__x86_64__)
#include <immintrin.h>

#include "scan-clmul.h"
#include "scan-step.h"

scan_function scan_avx2;

__attribute__((target("avx2"))) static inline uint64_t
equal(__m256i low, __m256i high, char c)
{
	__m256i wanted = _mm256_set1_epi8(c);
	uint32_t a = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted));
	uint32_t b = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted));

	return a | (uint64_t)b << 32;
}

__attribute__((target("avx2,pclmul"))) static inline struct scan_masks
look(const char *p, char delimiter)
{
	__m256i low = _mm256_loadu_si256((const __m256i *)(const void *)p);
	__m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(p + 32));

	uint64_t quotes = equal(low, high, '"');

	return (struct scan_masks){ equal(low, high, delimiter), equal(low, high, '\n'), quotes,
		scan_sums_at_once(quotes), equal(low, high, '\r'), equal(low, high, '\0') };
}

__attribute__((target("avx2,bmi,bmi2,pclmul,popcnt"))) void
scan_avx2(struct scan *s, const char *text, size_t n, char delimiter)
{
	scan_steps(s, text, n, delimiter, look, scan_places);
}
#else
typedef int scan_avx2_is_for_x86_64;
#endif
