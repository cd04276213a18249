/*
 * radix: the order of keys is the order of their bytes, whatever they are.
 */
#include <stdint.h>
#include <stdlib.h>

#include "lib/mem.h"
#include "lib/hash/radix.h"
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

/* What keys are made of: how many of them, of up to so many bytes out of so many, after a start. */
struct shape {
	size_t n;
	size_t longest;
	unsigned bytes;
	size_t shared;
	const char *what;
};

/* Both ways of sorting find the same keys in the same order, and lose none. */
static void
test_shape(const struct shape *s)
{
	uint64_t state = s->n;
	struct arena text = { 0 };
	struct str *key = mem_alloc(s->n, sizeof *key);
	struct radix_item *fast = mem_alloc(s->n, sizeof *fast), *plain = mem_alloc(s->n, sizeof *plain);
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
	ok(wrong == 0, "%s: %zu keys in order, %zu wrong", s->what, s->n, wrong);
	arena_free(&text);
	free(key);
	free(fast);
	free(plain);
	free(seen);
	free(bytes);
}

/* Keys that begin each other, thousands of levels deep. */
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
	ok(wrong == 0, "keys that begin each other: the shorter first, %zu wrong", wrong);
	free(bytes);
	free(key);
	free(item);
}

int
main(void)
{
	static const struct shape shapes[] = {
		{ 0, 8, 256, 0, "none" },
		{ 1, 8, 256, 0, "one" },
		{ 24, 8, 3, 0, "few" },
		{ 3000, 12, 256, 0, "any bytes" },
		{ 3000, 12, 2, 0, "two bytes, NUL one of them, many equal" },
		{ 3000, 0, 1, 0, "empty keys" },
		{ 2000, 9, 1, 0, "NUL bytes alone, by length" },
		{ 3000, 5, 200, 8, "the same first eight" },
		{ 2000, 20, 3, 13, "a longer shared start" },
		{ 300, 6, 5, 100000, "a very long one" },
	};

	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		test_shape(&shapes[i]);
	test_deep();
	return tap_end();
}
