#if defined(__x86_64__)
#include <immintrin.h>

#include "scan-step.h"

scan_function scan_avx512;

__attribute__((target("avx512bw"))) static inline uint64_t
equal(__m512i text, char c)
{
	return _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8(c));
}

__attribute__((target("avx512bw"))) static inline struct scan_masks
look(const char *p, char delimiter)
{
	__m512i text = _mm512_loadu_si512(p);

	return (struct scan_masks){ equal(text, delimiter), equal(text, '\n'),
		equal(text, '"') | equal(text, '\r') | equal(text, '\0') };
}

__attribute__((target("avx512bw,bmi,bmi2,popcnt"))) void
scan_avx512(struct scan *s, const char *text, size_t n, char delimiter)
SCAN_BODY(look)
#else
typedef int scan_avx512_is_for_x86_64;
#endif
