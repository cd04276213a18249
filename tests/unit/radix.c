/*
 * radix: keys of any bytes are sorted as unsigned bytes.
 */
#include <stdint.h>
#include <stdlib.h>

#include "lib/hash/radix.h"
#include "lib/mem.h"
#include "tap.h"

static struct str
key_of(const void *of)
{
	const struct str *key = of;

	return *key;
}

static uint64_t
next(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return *state >> 33;
}

/* The random keys of a test: `n` keys of `shared` equal bytes, then 0 to `longest` random ones. */
struct shape {
	size_t n;
	size_t longest;
	unsigned bytes; /* number of different bytes */
	size_t shared;
	const char *what;
};

/* The radix sort and the reference give the same order, and lose no key. */
static void
test_shape(const struct shape *s)
{
	uint64_t state = s->n;
	struct arena text = { 0 };
	struct str *key = mem_alloc(s->n, sizeof *key);
	struct radix_item *fast = mem_alloc(s->n, sizeof *fast);
	struct radix_item *plain = mem_alloc(s->n, sizeof *plain);
	char *seen = mem_zalloc(s->n, 1), *bytes = mem_zalloc(s->shared + s->longest, 1);
	size_t wrong = 0;

	for (size_t i = 0; i < s->n; i++) {
		size_t n = (size_t)next(&state) % (s->longest + 1);
		for (size_t k = 0; k < n; k++)
			bytes[s->shared + k] = (char)(next(&state) % s->bytes * 255 / s->bytes);
		key[i] = arena_copy(&text, (struct str){ bytes, s->shared + n });
		fast[i].of = plain[i].of = &key[i];
	}
	radix_sort(fast, s->n, key_of);
	radix_sort_plainly(plain, s->n, key_of);
	for (size_t i = 0; i < s->n; i++) {
		wrong += !str_eq(key_of(fast[i].of), key_of(plain[i].of));
		wrong += i > 0 && str_cmp(key_of(plain[i - 1].of), key_of(plain[i].of)) > 0;
		wrong += seen[(const struct str *)fast[i].of - key]++ > 0;
	}
	ok(wrong == 0, "%s: %zu keys are in order, %zu wrong", s->what, s->n, wrong);
	arena_free(&text);
	free(key);
	free(fast);
	free(plain);
	free(seen);
	free(bytes);
}

/* Keys that are prefixes of each other, thousands of levels deep. */
static void
test_deep(void)
{
	enum { N = 4000 };
	char *bytes = mem_zalloc(N * 8, 1);
	struct str *key = mem_alloc(N, sizeof *key);
	struct radix_item *item = mem_alloc(N, sizeof *item);
	size_t wrong = 0;

	for (size_t i = 0; i < N; i++) {
		key[i] = (struct str){ bytes, i * 1237 % N * 8 };
		item[i].of = &key[i];
	}
	radix_sort(item, N, key_of);
	for (size_t i = 0; i < N; i++)
		wrong += key_of(item[i].of).n != i * 8;
	ok(wrong == 0, "prefixes of each other: shorter keys first, %zu wrong", wrong);
	free(bytes);
	free(key);
	free(item);
}

int
main(void)
{
	static const struct shape shapes[] = {
		{ 0, 8, 256, 0, "no keys" },
		{ 1, 8, 256, 0, "one key" },
		{ 24, 8, 3, 0, "few keys" },
		{ 3000, 12, 256, 0, "any bytes" },
		{ 3000, 12, 2, 0, "two different bytes, one of them NUL, with many equal keys" },
		{ 3000, 0, 1, 0, "empty keys" },
		{ 2000, 9, 1, 0, "only NUL bytes, of different lengths" },
		{ 3000, 5, 200, 8, "the first eight bytes equal" },
		{ 2000, 20, 3, 13, "a longer common prefix" },
		{ 300, 6, 5, 100000, "a very long common prefix" },
	};

	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		test_shape(&shapes[i]);
	test_deep();
	return tap_end();
}
