/*
 * hash: similar keys and keys made to collide have different hashes, and names on disk are stable.
 */
#include <stdlib.h>

#include "lib/hash/hash.h"
#include "tap.h"

enum { MANY = 100000, KEY = 32 };

static int
compare(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The number of different values; sorts them. */
static size_t
different(uint64_t *h, size_t n)
{
	size_t count = n > 0;

	qsort(h, n, sizeof *h, compare);
	for (size_t i = 1; i < n; i++)
		count += h[i] != h[i - 1];
	return count;
}

static struct str
similar(char to[KEY], size_t i)
{
	return (struct str){ to, (size_t)snprintf(to, KEY, "key-%zu", i) };
}

static void
test_bytes(uint64_t *h)
{
	const struct hash_seed before = hash_seed;
	char text[KEY];
	size_t same = 0;

	for (size_t i = 0; i < MANY; i++)
		h[i] = hash_bytes(similar(text, i));
	hash_seed = (struct hash_seed){ before.a ^ 1, before.b };
	for (size_t i = 0; i < MANY; i++)
		same += h[i] == hash_bytes(similar(text, i));
	hash_seed = before;
	ok(same == 0, "another seed gives other hashes: %zu are the same", same);
	ok(different(h, MANY) == MANY, "similar keys have different hashes");
}

/* Numbers that differ in few bits, wherever these are, spread over the upper half of the hash. */
static void
test_pairs(uint64_t *h)
{
	for (unsigned shift = 0; shift <= 48; shift += 16) {
		size_t n = 0;
		for (uint64_t a = 0; a < 64; a++)
			for (uint64_t b = 0; b < 64; b++)
				h[n++] = hash_pair(a << shift, b << shift) >> 32;
		size_t pairs = different(h, n);
		for (n = 0; n < 4096; n++)
			h[n] = hash_pair((uint64_t)n << shift, 0) >> 32;
		size_t single = different(h, n);
		ok(pairs > n - n / 64, "pairs of numbers times 2^%u: %zu of %zu", shift, pairs, n);
		ok(single > n - n / 64, "numbers times 2^%u: %zu of %zu", shift, single, n);
	}
}

/* The mixing step under the constants of names; `keep`: as it is in tables. */
static uint64_t
step(uint64_t a, uint64_t b, bool keep)
{
	a ^= 0x9e3779b97f4a7c15;
	b ^= 0xd6e8feb86659fd93;
	return hash_product(a, b) ^ (keep ? a ^ b : 0);
}

/*
 * Writes 24 printable bytes that make a factor of the next step 0, so that hash_product() loses the
 * bytes behind them. `start` and `keep` are of the function that is attacked.
 */
static void
find_beginning(char to[KEY], uint64_t start, bool keep)
{
	uint64_t h = step(start, KEY, keep);
	bool printable = false;

	for (unsigned i = 0; !printable; i++) {
		snprintf(to, KEY, "K%015u", i);
		word_store(to + 16,
		    step(word_load(to, 8) ^ h, word_load(to + 8, 8), keep) ^ 0x9e3779b97f4a7c15);
		printable = true;
		for (size_t k = 16; k < 24; k++)
			printable &= to[k] > ' ' && to[k] <= '~';
	}
}

/* Keys that collide under known constants do not under a seed, even where it is known. */
static void
test_attack(uint64_t *h)
{
	const struct hash_seed before = hash_seed;
	char key[KEY + 1];
	uint64_t name[2];

	find_beginning(key, 0x243f6a8885a308d3, false);
	for (size_t i = 0; i < MANY; i++) {
		snprintf(key + 24, 9, "%08zu", i);
		hash_name((struct str){ key, KEY }, name);
		h[i] = name[0];
	}
	ok(different(h, MANY) == 1, "such keys collide under constants that are known");
	hash_seed = (struct hash_seed){ 0x9e3779b97f4a7c15, 0xd6e8feb86659fd93 };
	find_beginning(key, 0, true);
	for (size_t i = 0; i < MANY; i++) {
		snprintf(key + 24, 9, "%08zu", i);
		h[i] = hash_bytes((struct str){ key, KEY });
	}
	hash_seed = before;
	ok(different(h, MANY) == MANY, "they do not in a table, even if its seed is known");
}

static void
test_names(void)
{
	static const struct {
		const char *text;
		uint64_t hash[2];
	} names[] = {
		{ "", { 0xea0a9f4a69ed2027, 0xce3bf7b5277d2529 } },
		{ "2024", { 0xf8ac40d14fa961b7, 0xee9a45105faf695e } },
		{ "period=2024&reporterCode=842", { 0x7d3d0f1c1a6b2e58, 0x74c92a7f12d3105d } },
	};
	uint64_t hash[2];

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		hash_name(str_of(names[i].text), hash);
		ok(hash[0] == names[i].hash[0] && hash[1] == names[i].hash[1],
		    "the name of '%s' is that of earlier versions", names[i].text);
	}
}

int
main(void)
{
	uint64_t *h = malloc(MANY * sizeof *h);

	test_bytes(h);
	test_pairs(h);
	test_attack(h);
	test_names();
	free(h);
	return tap_end();
}
