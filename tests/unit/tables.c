/*
 * tables: memo, numtab and numset give the same results as plain lists.
 */
#include <stdlib.h>

#include "lib/hash/memo.h"
#include "lib/hash/numset.h"
#include "lib/hash/numtab.h"
#include "lib/mem.h"
#include "tap.h"

enum { MANY = 100000 };

static struct str
numbered(char to[32], size_t i)
{
	return (struct str){ to, (size_t)snprintf(to, 32, "%zu", i * 7919) };
}

static void
test_memo(void)
{
	static int what[MANY];
	struct memo m = { 0 };
	char text[32];
	size_t wrong = 0, held = 0;

	ok(memo_find(&m, str_of("")) == NULL && memo_find(&m, str_of("a")) == NULL,
	    "an empty memo has no entry, not even for the empty text");
	for (size_t i = 0; i < MANY; i++)
		memo_note(&m, numbered(text, i), &what[i]);
	for (size_t i = 0; i < MANY; i++) {
		const void *found = memo_find(&m, numbered(text, i));
		wrong += found != NULL && found != &what[i];
		held += found != NULL;
	}
	ok(wrong == 0, "it returns the values that were stored: %zu wrong", wrong);
	ok(held == MANY, "it holds %zu of %d entries", held, MANY);
	ok(memo_find(&m, str_of("1")) == NULL, "a text that was not stored is not found");
	memo_note(&m, (struct str){ "a\0b", 3 }, &what[1]);
	memo_note(&m, (struct str){ "a", 1 }, &what[2]);
	memo_note(&m, (struct str){ "a\0", 2 }, &what[3]);
	ok(memo_find(&m, (struct str){ "a\0b", 3 }) == &what[1] &&
		memo_find(&m, (struct str){ "a", 1 }) == &what[2] &&
		memo_find(&m, (struct str){ "a\0", 2 }) == &what[3],
	    "texts that differ in NUL bytes or in length are distinct");
	struct str longest = { "123456789012345", 15 }, longer = { "1234567890123456", 16 };
	memo_note(&m, longest, &what[4]);
	memo_note(&m, longer, &what[5]);
	ok(memo_find(&m, longest) == &what[4], "a text of 15 bytes is stored");
	ok(memo_find(&m, longer) == NULL, "a text of 16 bytes is not");
	memo_note(&m, longest, &what[6]);
	ok(memo_find(&m, longest) == &what[4], "the first value of a text is kept");
	memo_free(&m);
}

static void
test_numtab(void)
{
	struct numtab t = { 0 };
	size_t wrong = 0;
	bool fresh;

	for (uint64_t i = 0; i < MANY; i++)
		wrong +=
		    numtab_add(&t, (struct numtab_key){ i / 300, i % 300 }, &fresh) != i || !fresh;
	ok(wrong == 0, "new pairs are numbered 0, 1, 2...: %zu wrong", wrong);
	for (uint64_t i = MANY; i-- > 0;)
		wrong +=
		    numtab_add(&t, (struct numtab_key){ i / 300, i % 300 }, &fresh) != i || fresh;
	ok(wrong == 0, "known pairs keep their numbers: %zu wrong", wrong);
	wrong += numtab_add(&t, (struct numtab_key){ 1, 0 }, NULL) ==
		 numtab_add(&t, (struct numtab_key){ 0, 1 }, NULL);
	ok(wrong == 0, "(1, 0) and (0, 1) are distinct pairs");
	numtab_free(&t);
}

/* Compares a set of `n` random numbers below `below` with an array of flags. */
static void
test_numset(uint32_t n, uint32_t below)
{
	unsigned char *plain = mem_zalloc(below, 1);
	struct numset s = { 0 };
	size_t size = 0, wrong = 0;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t x = (uint32_t)(tap_next() % below);
		numset_add(&s, x);
		size += plain[x] == 0;
		plain[x] = 1;
	}
	uint32_t *list = mem_alloc(s.n, sizeof *list);
	numset_list(&s, list);
	for (uint32_t i = 0; i < s.n; i++)
		wrong += plain[list[i]] == 0 || (i > 0 && list[i - 1] >= list[i]);
	ok(s.n == size && wrong == 0, "%u numbers below %u: %zu distinct ones, %zu wrong", n, below,
	    size, wrong);
	ok(s.words <= below / 32 + below / 64 + 8 && s.words <= 4 * (n + 2),
	    "... take %u words of 4 bytes", s.words);
	free(list);
	free(plain);
	numset_free(&s);
}

int
main(void)
{
	test_memo();
	test_numtab();
	test_numset(0, 10);
	test_numset(3, 1000000);
	test_numset(100, 1000000);
	test_numset(1000, 6000);
	test_numset(6000, 6000);
	test_numset(MANY, 1000000);
	return tap_end();
}
