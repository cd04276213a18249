#include "sha256.h"

#include <string.h>

#if defined(__x86_64__)
/* __builtin_cpu_supports() does not know these instructions in every compiler. */
#include <cpuid.h>

static bool
has_sha(void)
{
	unsigned a, b, c, d;

	return __builtin_cpu_supports("avx") && __get_cpuid_count(7, 0, &a, &b, &c, &d) &&
	       (b >> 29 & 1) != 0;
}
#elif defined(SHA256_ARM) && defined(__linux__)
#include <sys/auxv.h>

static bool
has_sha(void)
{
	const unsigned long sha2 = 1 << 6; /* HWCAP_SHA2 of arm64 */

	return (getauxval(AT_HWCAP) & sha2) != 0;
}
#elif defined(SHA256_ARM)
static bool
has_sha(void)
{
	return true; /* all machines of Apple */
}
#endif

const uint32_t sha256_initial[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f,
	0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };

const uint32_t sha256_round[64] = { 0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b,
	0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
	0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6,
	0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d,
	0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
	0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585,
	0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
	0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa,
	0xa4506ceb, 0xbef9a3f7, 0xc67178f2 };

static inline uint32_t
rotate(uint32_t x, int n)
{
	return x >> n | x << (32 - n);
}

static inline uint32_t
load(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* The 64 words of the message schedule of a block. */
static void
expand(uint32_t w[64], const unsigned char *block)
{
	for (int i = 0; i < 16; i++)
		w[i] = load(block + (size_t)i * 4);
	for (int i = 16; i < 64; i++) {
		uint32_t a = w[i - 15], b = w[i - 2];
		w[i] = w[i - 16] + (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) + w[i - 7] +
		       (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10);
	}
}

/*
 * One round. Its result has the names of the words that the next round gives it, so that eight
 * rounds move no word.
 */
static inline void
step(uint32_t a, uint32_t b, uint32_t c, uint32_t *d, uint32_t e, uint32_t f, uint32_t g,
    uint32_t *h, uint32_t sum)
{
	uint32_t one =
	    *h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + sum;

	*d += one;
	*h = one + (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) | (c & (a | b)));
}

static void
hash_block(uint32_t state[8], const unsigned char *block)
{
	uint32_t w[64];
	uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5],
		 g = state[6], h = state[7];

	expand(w, block);
	for (int i = 0; i < 64; i += 8) {
		const uint32_t *k = sha256_round + i, *x = w + i;
		step(a, b, c, &d, e, f, g, &h, k[0] + x[0]);
		step(h, a, b, &c, d, e, f, &g, k[1] + x[1]);
		step(g, h, a, &b, c, d, e, &f, k[2] + x[2]);
		step(f, g, h, &a, b, c, d, &e, k[3] + x[3]);
		step(e, f, g, &h, a, b, c, &d, k[4] + x[4]);
		step(d, e, f, &g, h, a, b, &c, k[5] + x[5]);
		step(c, d, e, &f, g, h, a, &b, k[6] + x[6]);
		step(b, c, d, &e, f, g, h, &a, k[7] + x[7]);
	}
	const uint32_t v[8] = { a, b, c, d, e, f, g, h };
	for (int i = 0; i < 8; i++)
		state[i] += v[i];
}

void
sha256_plain(uint32_t state[8], const unsigned char *block, size_t n)
{
	for (size_t i = 0; i < n; i++)
		hash_block(state, block + i * SHA256_BLOCK);
}

sha256_function *
sha256_version(size_t i)
{
	sha256_function *version[2] = { sha256_plain };
	size_t n = 1;

#if defined(__x86_64__)
	if (has_sha())
		version[n++] = sha256_x86;
#elif defined(SHA256_ARM)
	if (has_sha())
		version[n++] = sha256_arm;
#endif
	return i < n ? version[i] : NULL;
}

struct sha256
sha256_begin(void)
{
	struct sha256 s = { .hash = sha256_plain };

	for (size_t i = 0; sha256_version(i) != NULL; i++)
		s.hash = sha256_version(i);
	memcpy(s.state, sha256_initial, sizeof s.state);
	return s;
}

void
sha256_add(struct sha256 *s, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;
	size_t held = s->n % SHA256_BLOCK;

	s->n += n;
	if (held > 0) {
		size_t more = SHA256_BLOCK - held < n ? SHA256_BLOCK - held : n;
		memcpy(s->rest + held, p, more);
		if (held + more < SHA256_BLOCK)
			return;
		s->hash(s->state, s->rest, 1);
		p += more;
		n -= more;
	}
	s->hash(s->state, p, n / SHA256_BLOCK);
	memcpy(s->rest, p + n / SHA256_BLOCK * SHA256_BLOCK, n % SHA256_BLOCK);
}

/* Writes a number in `n` bytes, the most significant first. */
static void
store(unsigned char *to, uint64_t x, size_t n)
{
	for (size_t i = n; i > 0; i--, x >>= 8)
		to[i - 1] = (unsigned char)x;
}

void
sha256_end(struct sha256 *s, unsigned char digest[SHA256_BYTES])
{
	static const unsigned char one[SHA256_BLOCK] = { 0x80 };
	unsigned char length[8];
	size_t held = s->n % SHA256_BLOCK;

	store(length, s->n * 8, sizeof length);
	sha256_add(s, one, (held < 56 ? 56 : 56 + SHA256_BLOCK) - held);
	sha256_add(s, length, sizeof length);
	for (size_t i = 0; i < 8; i++)
		store(digest + i * 4, s->state[i], 4);
}

bool
sha256_parse(const char *text, unsigned char digest[SHA256_BYTES])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < SHA256_BYTES; i++) {
		unsigned byte = 0;
		for (size_t k = 0; k < 2; k++) {
			const char *at =
			    text[i * 2 + k] == '\0' ? NULL : strchr(digits, text[i * 2 + k]);
			if (at == NULL)
				return false;
			byte = byte << 4 | (unsigned)(at - digits);
		}
		digest[i] = (unsigned char)byte;
	}
	return true;
}
