#if defined(__aarch64__)
#include <arm_neon.h>

#include "scan-step.h"

scan_function scan_neon;

/* A bit per byte of four vectors: keeps bit i % 8 of each equal byte, then adds neighbours. */
static inline uint64_t
equal(const uint8x16_t v[4], char c)
{
	const uint8x16_t place = { 1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128 };
	uint8x16_t wanted = vdupq_n_u8((uint8_t)c), bit[4];

	for (int i = 0; i < 4; i++)
		bit[i] = vandq_u8(vceqq_u8(v[i], wanted), place);
	uint8x16_t low = vpaddq_u8(bit[0], bit[1]), high = vpaddq_u8(bit[2], bit[3]);
	uint8x16_t sum = vpaddq_u8(low, high);
	return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(sum, sum)), 0);
}

/* Prefix xor, for scan_masks.sums. */
static inline uint64_t
scan_sums(uint64_t x)
{
	for (int i = 1; i < 64; i *= 2)
		x ^= x << i;
	return x;
}

static inline struct scan_masks
look(const char *p, char delimiter)
{
	const uint8_t *bytes = (const uint8_t *)p;
	const uint8x16_t v[4] = { vld1q_u8(bytes), vld1q_u8(bytes + 16), vld1q_u8(bytes + 32),
		vld1q_u8(bytes + 48) };

	uint64_t quotes = equal(v, '"');

	return (struct scan_masks){ equal(v, delimiter), equal(v, '\n'), quotes, scan_sums(quotes),
		equal(v, '\r'), equal(v, '\0') };
}

void
scan_neon(struct scan *s, const char *text, size_t n, char delimiter)
{
	scan_steps(s, text, n, delimiter, look, scan_places);
}
#else
typedef int scan_neon_is_for_aarch64;
#endif
