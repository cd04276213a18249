/*
 * scan-clmul: prefix xor in one instruction of x86-64: the carry-less product of the mask and a
 * number with all bits set. Bit i of the result is the parity of bits 0..i. scan_sums() of
 * scan-neon.c does the same without that instruction.
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
