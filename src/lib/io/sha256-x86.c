#include "sha256.h"

#if defined(__x86_64__)
#include <immintrin.h>

/* The four words at `p`, which are big-endian in a block. */
__attribute__((target("avx"))) static inline __m128i
load(const unsigned char *p)
{
	const __m128i order = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);

	return _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)p), order);
}

__attribute__((target("avx"))) static inline __m128i
words(const uint32_t *p)
{
	return _mm_loadu_si128((const __m128i *)(const void *)p);
}

/* Four rounds. `abef` and `cdgh` are the halves of the state as the instructions want them. */
__attribute__((target("sha,avx"))) static inline void
rounds(__m128i *abef, __m128i *cdgh, __m128i w, const uint32_t *constants)
{
	__m128i sum = _mm_add_epi32(w, words(constants));

	*cdgh = _mm_sha256rnds2_epu32(*cdgh, *abef, sum);
	*abef = _mm_sha256rnds2_epu32(*abef, *cdgh, _mm_shuffle_epi32(sum, 0x0e));
}

/* The next four words of the message schedule, after the sixteen in `w`. */
__attribute__((target("sha,avx"))) static inline __m128i
next(const __m128i w[4])
{
	__m128i sum =
	    _mm_add_epi32(_mm_sha256msg1_epu32(w[0], w[1]), _mm_alignr_epi8(w[3], w[2], 4));

	return _mm_sha256msg2_epu32(sum, w[3]);
}

__attribute__((target("sha,avx"))) static inline void
hash_block(__m128i *abef, __m128i *cdgh, const unsigned char *block)
{
	__m128i a = *abef, b = *cdgh, w[4];

	for (int i = 0; i < 4; i++) {
		w[i] = load(block + (size_t)i * 16);
		rounds(&a, &b, w[i], sha256_round + (size_t)i * 4);
	}
	for (int i = 16; i < 64; i += 4) {
		__m128i more = next(w);
		rounds(&a, &b, more, sha256_round + i);
		w[0] = w[1];
		w[1] = w[2];
		w[2] = w[3];
		w[3] = more;
	}
	*abef = _mm_add_epi32(*abef, a);
	*cdgh = _mm_add_epi32(*cdgh, b);
}

__attribute__((target("sha,avx"))) void
sha256_x86(uint32_t state[8], const unsigned char *block, size_t n)
{
	/* The inflater leaves the upper halves of the registers in use, and then these instructions
	 * take twice as long. */
	_mm256_zeroupper();
	__m128i badc = _mm_shuffle_epi32(words(state), 0xb1);
	__m128i hgfe = _mm_shuffle_epi32(words(state + 4), 0x1b);
	__m128i abef = _mm_alignr_epi8(badc, hgfe, 8);
	__m128i cdgh = _mm_blend_epi16(hgfe, badc, 0xf0);

	for (size_t i = 0; i < n; i++)
		hash_block(&abef, &cdgh, block + i * SHA256_BLOCK);
	__m128i feba = _mm_shuffle_epi32(abef, 0x1b), dchg = _mm_shuffle_epi32(cdgh, 0xb1);
	_mm_storeu_si128((__m128i *)(void *)state, _mm_blend_epi16(feba, dchg, 0xf0));
	_mm_storeu_si128((__m128i *)(void *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}
#endif
