/*
 * scan-clmul: the sums of bits in one instruction, for the versions of scan that have it: a product
 * without carries by a number of all ones. scan_sums() of scan-neon is its plain twin.
 */
#ifndef RELIANCE_LIB_CSV_SCAN_CLMUL_H
#define RELIANCE_LIB_CSV_SCAN_CLMUL_H

#include <immintrin.h>
#include <stdint.h>

__attribute__((target("pclmul"), always_inline)) static inline uint64_t
scan_sums_at_once(uint64_t x)
{
	__m128i product =
	    _mm_clmulepi64_si128(_mm_cvtsi64_si128((long long)x), _mm_set1_epi8(-1), 0);

	return (uint64_t)_mm_cvtsi128_si64(product);
}

#endif
