#include "sha256.h"

#ifdef SHA256_ARM
#include <arm_neon.h>

#ifdef __clang__
#define TARGET /* the compiler's own settings have the instructions */
#else
#define TARGET __attribute__((target("+crypto")))
#endif

/* The four words at `p`, which are big-endian in a block. */
TARGET static inline uint32x4_t
load(const unsigned char *p)
{
	return vreinterpretq_u32_u8(vrev32q_u8(vld1q_u8(p)));
}

/* Four rounds. */
TARGET static inline void
rounds(uint32x4_t *abcd, uint32x4_t *efgh, uint32x4_t w, const uint32_t *constants)
{
	uint32x4_t sum = vaddq_u32(w, vld1q_u32(constants)), before = *abcd;

	*abcd = vsha256hq_u32(*abcd, *efgh, sum);
	*efgh = vsha256h2q_u32(*efgh, before, sum);
}

TARGET static inline void
hash_block(uint32x4_t *abcd, uint32x4_t *efgh, const unsigned char *block)
{
	uint32x4_t a = *abcd, e = *efgh, w[4];

	for (int i = 0; i < 4; i++) {
		w[i] = load(block + (size_t)i * 16);
		rounds(&a, &e, w[i], sha256_round + (size_t)i * 4);
	}
	for (int i = 16; i < 64; i += 4) {
		uint32x4_t more = vsha256su1q_u32(vsha256su0q_u32(w[0], w[1]), w[2], w[3]);
		rounds(&a, &e, more, sha256_round + i);
		w[0] = w[1];
		w[1] = w[2];
		w[2] = w[3];
		w[3] = more;
	}
	*abcd = vaddq_u32(*abcd, a);
	*efgh = vaddq_u32(*efgh, e);
}

TARGET void
sha256_arm(uint32_t state[8], const unsigned char *block, size_t n)
{
	uint32x4_t abcd = vld1q_u32(state), efgh = vld1q_u32(state + 4);

	for (size_t i = 0; i < n; i++)
		hash_block(&abcd, &efgh, block + i * SHA256_BLOCK);
	vst1q_u32(state, abcd);
	vst1q_u32(state + 4, efgh);
}
#endif
