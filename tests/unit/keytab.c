/*
 * keytab: numbers keys in the order in which they are added, however many there are.
 */
#include <stdlib.h>

#include "lib/hash/keytab.h"
#include "tap.h"

enum { MANY = 300000 };

static struct str
numbered(char to[32], size_t i)
{
	return (struct str){ to, (size_t)snprintf(to, 32, "key-%zu", i * 7919 % MANY) };
}

static void
test_growth(void)
{
	struct keytab t = { 0 };
	char text[32];
	size_t wrong = 0;
	bool fresh;

	ok(keytab_find(&t, str_of("key-0")) == SIZE_MAX, "an empty table has no keys");
	for (size_t i = 0; i < MANY; i++)
		wrong += keytab_add(&t, numbered(text, i), &fresh) != i || !fresh;
	ok(wrong == 0 && t.n == MANY, "%d new keys get the numbers 0, 1, 2...: %zu wrong", MANY,
	    wrong);
	for (size_t i = 0; i < MANY; i++)
		wrong += keytab_add(&t, numbered(text, i), &fresh) != i || fresh;
	ok(wrong == 0 && t.n == MANY, "keys added again keep their numbers: %zu wrong", wrong);
	for (size_t i = 0; i < MANY; i++)
		wrong +=
		    keytab_find(&t, numbered(text, i)) != i || !str_eq(t.key[i], numbered(text, i));
	ok(wrong == 0, "each key is found and stored as it was added: %zu wrong", wrong);
	ok(keytab_find(&t, str_of("key-")) == SIZE_MAX, "a prefix of a key is not found");
	ok(keytab_find(&t, str_of("key-300000")) == SIZE_MAX,
	    "a key that was not added is not found");
	ok(keytab_find(&t, str_of("")) == SIZE_MAX, "the empty key is not found");

	size_t *order = keytab_sorted(&t);
	for (size_t i = 1; i < MANY; i++)
		wrong += str_cmp(t.key[order[i - 1]], t.key[order[i]]) >= 0;
	ok(wrong == 0, "sorted, each key is greater than the one before: %zu wrong", wrong);
	free(order);
	keytab_free(&t);
	ok(t.n == 0 && keytab_add(&t, str_of("x"), &fresh) == 0 && fresh,
	    "a freed table can be used again");
	keytab_free(&t);
}

/* Keys of several fields, joined with NUL: they are distinct, and sort field by field. */
static void
test_parts(void)
{
	static const struct str keys[] = {
		{ "b", 1 },
		{ "a\0b", 3 },
		{ "ab\0", 3 },
		{ "a\0", 2 },
		{ "", 0 },
		{ "a", 1 },
		{ "\0a", 2 },
		{ "a\0\xff", 3 },
		{ "a\0b\0", 4 },
		{ "\xff", 1 },
		{ "ab", 2 },
		{ "\0", 1 },
	};
	static const size_t expected[] = { 4, 11, 6, 5, 3, 1, 8, 7, 10, 2, 0, 9 };
	enum { N = sizeof keys / sizeof *keys };
	struct keytab t = { 0 };
	size_t wrong = 0;

	for (size_t i = 0; i < N; i++)
		wrong += keytab_add(&t, keys[i], NULL) != i;
	ok(wrong == 0 && t.n == N, "keys that differ by a NUL are different keys");
	for (size_t i = 0; i < N; i++)
		wrong += keytab_find(&t, keys[i]) != i;
	ok(wrong == 0, "each of them is found");
	size_t *order = keytab_sorted(&t);
	for (size_t i = 0; i < N; i++)
		wrong += order[i] != expected[i];
	ok(wrong == 0, "sorted field by field, as unsigned bytes");
	free(order);
	keytab_free(&t);
}

/* Keys of every length, to cover every path of the hash; the table copies the caller's bytes. */
static void
test_lengths(void)
{
	enum { LONGEST = 200 };
	struct keytab t = { 0 };
	char text[LONGEST];
	size_t wrong = 0;

	for (size_t n = 0; n < LONGEST; n++) {
		memset(text, 'x', n);
		wrong += keytab_add(&t, (struct str){ text, n }, NULL) != n;
	}
	memset(text, 'y', sizeof text);
	for (size_t n = 0; n < LONGEST; n++)
		wrong += t.key[n].n != n ||
			 (n > 0 && (t.key[n].p[0] != 'x' || t.key[n].p[n - 1] != 'x'));
	ok(wrong == 0, "keys of 0 to 199 bytes are distinct, and are copies");

	/* one byte changed, at each position of a key of each length */
	for (size_t n = 1; n <= 40; n++) {
		memset(text, 'x', n);
		for (size_t at = 0; at < n; at++) {
			text[at] = 'z';
			wrong += keytab_find(&t, (struct str){ text, n }) != SIZE_MAX;
			text[at] = 'x';
		}
	}
	ok(wrong == 0, "a key with one byte changed is not found");
	keytab_free(&t);
}

/* slots_clear() keeps the memory, unless very little of it was in use. */
static void
test_clearing(void)
{
	struct slots s = { 0 };
	size_t at, many;

	for (uint32_t i = 0; i < 100000; i++)
		slots_add(&s, i * 40503, i);
	many = slots_count(&s);
	slots_clear(&s);
	at = slots_begin(&s, 40503);
	ok(slots_count(&s) == many && slots_next(&s, 40503, &at) == SLOTS_NONE,
	    "a cleared index is empty and keeps its memory");
	slots_add(&s, 7, 1);
	slots_clear(&s);
	slots_add(&s, 7, 2);
	at = slots_begin(&s, 7);
	ok(slots_count(&s) < 1000 && slots_next(&s, 7, &at) == 2,
	    "a large index that was hardly used shrinks: %zu slots", slots_count(&s));
	slots_free(&s);
}

int
main(void)
{
	test_growth();
	test_parts();
	test_lengths();
	test_clearing();
	return tap_end();
}
