#include "hash.h"

#include <stdlib.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

/* The constants of a hash function. */
struct key {
	uint64_t k0, k1;
	uint64_t keep; /* all bits: a factor of 0 does not lose the other one; 0: it does */
};

/* Digits of pi as two unrelated numbers. */
#define PI_0 0x243f6a8885a308d3
#define PI_1 0x13198a2e03707344

static const struct key of_names = { 0x9e3779b97f4a7c15, 0xd6e8feb86659fd93, 0 };

struct hash_seed hash_seed = { 0x9e3779b97f4a7c15, 0xd6e8feb86659fd93 };

static inline uint64_t
fold(uint64_t a, uint64_t b, uint64_t keep)
{
	return hash_product(a, b) ^ ((a ^ b) & keep);
}

static inline uint64_t
hash(struct str s, uint64_t seed, struct key key)
{
	uint64_t h = fold(seed ^ key.k0, s.n ^ key.k1, key.keep);
	uint64_t a = 0, b = 0;

	for (; s.n >= 16; s.p += 16, s.n -= 16)
		h = fold(word_load(s.p, 8) ^ h ^ key.k0, word_load(s.p + 8, 8) ^ key.k1, key.keep);
	/* the last 1 to 15 bytes as two words that may overlap */
	if (s.n >= 8) {
		a = word_load(s.p, 8);
		b = word_load(s.p + s.n - 8, 8);
	} else if (s.n >= 4) {
		a = word_load(s.p, 4);
		b = word_load(s.p + s.n - 4, 4);
	} else if (s.n > 0) {
		a = (unsigned char)s.p[0];
		b = (uint64_t)(unsigned char)s.p[s.n / 2] << 8 | (unsigned char)s.p[s.n - 1];
	}
	h = fold(a ^ h ^ key.k1, b ^ key.k0, key.keep);
	return fold(h ^ key.k0, h ^ key.k1 ^ seed, key.keep);
}

uint64_t
hash_bytes(struct str s)
{
	return hash(s, 0, (struct key){ hash_seed.a, hash_seed.b, UINT64_MAX });
}

void
hash_bytes_twice(struct str s, uint64_t out[2])
{
	out[0] = hash(s, PI_0, (struct key){ hash_seed.a, hash_seed.b, UINT64_MAX });
	out[1] = hash(s, PI_1, (struct key){ hash_seed.b, hash_seed.a, UINT64_MAX });
}

void
hash_name(struct str s, uint64_t out[2])
{
	out[0] = hash(s, PI_0, of_names);
	out[1] = hash(s, PI_1, of_names);
}

/* Where the kernel gives no random bytes: the time and the addresses of this process. */
static void
seed_poorly(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	hash_seed.a ^= hash_product((uint64_t)t.tv_nsec ^ PI_0, (uint64_t)(uintptr_t)&t ^ PI_1);
	hash_seed.b ^= hash_product((uint64_t)t.tv_sec ^ PI_1, (uint64_t)getpid() ^ PI_0);
}

/* Runs before main(), so that no table and no thread is older than the seed. */
__attribute__((constructor)) static void
set_seed(void)
{
	const char *fixed = getenv("RELIANCE_HASH_SEED");

	if (fixed != NULL) {
		uint64_t seed = strtoull(fixed, NULL, 10);
		hash_seed.a = hash_product(seed ^ PI_0, hash_seed.a);
		hash_seed.b = hash_product(seed ^ PI_1, hash_seed.b);
		return;
	}
	if (getrandom(&hash_seed, sizeof hash_seed, GRND_NONBLOCK) != (ssize_t)sizeof hash_seed)
		seed_poorly();
}
