/*
 * store: the same entries in the same order, whatever memory they may take.
 */
#include <stdlib.h>

#include "lib/store.h"
#include "tap.h"

enum { ROWS = 20000, KEYS = 700 };

/* Data is a number of rows and a place that was seen first. */
struct tally {
	uint64_t rows, first;
};

static void
fold(const void *with, char *to, const char *from)
{
	struct tally a, b;
	size_t *folds;

	memcpy(&folds, with, sizeof folds);
	++*folds;
	memcpy(&a, to, sizeof a);
	memcpy(&b, from, sizeof b);
	a.rows += b.rows;
	a.first = a.first < b.first ? a.first : b.first;
	memcpy(to, &a, sizeof a);
}

/* Key number `i`: empty, of NUL bytes, of a few bytes, of thousands. */
static struct str
key_of(size_t i)
{
	static char text[16384];
	size_t n = i < 20 ? i : i % 100 == 0 ? i * 20 : 3 + i % 7;

	memset(text, i < 20 ? 0 : (int)(i % 251), n);
	if (i >= 20)
		memcpy(text, &(uint16_t){ (uint16_t)i }, 2);
	return (struct str){ text, n };
}

static void
fill(struct store *s)
{
	for (size_t row = 0; row < ROWS; row++) {
		struct tally one = { 1, row };
		/* runs of one key, and keys that come back much later */
		memcpy(store_add(s, key_of(row / 3 * 7919 % KEYS)), &one, sizeof one);
	}
}

/* All keys once, in order, each with what it has. */
static void
test_walk(struct store *s, const char *what)
{
	struct entry e;
	struct buf last = { 0 };
	size_t n = 0, wrong = 0;
	uint64_t rows = 0;

	store_start(s);
	for (; store_next(s, &e); n++) {
		struct tally sum;
		memcpy(&sum, e.data, sizeof sum);
		rows += sum.rows;
		wrong += n > 0 && str_cmp(buf_str(&last), e.key) >= 0;
		wrong += !str_eq(e.key, key_of(sum.first / 3 * 7919 % KEYS));
		last.n = 0;
		buf_add(&last, e.key);
	}
	ok(n == KEYS && wrong == 0, "%s: %zu keys in order, %zu wrong", what, n, wrong);
	ok(rows == ROWS, "%s: no row is lost or counted twice", what);
	buf_free(&last);
}

static void
test_memory(size_t memory, bool spills)
{
	struct store s;
	size_t folds = 0, *counter = &folds;
	char what[64];

	snprintf(what, sizeof what, "%zu bytes", memory);
	store_begin(&s, sizeof(struct tally), memory, fold, &counter);
	fill(&s);
	test_walk(&s, what);
	test_walk(&s, "and again");
	ok((s.runs != NULL) == spills, "%s: %s", what, spills ? "it spilled" : "no file");
	ok(folds >= ROWS - KEYS, "%s: every row but the first of a key was folded", what);
	store_clear(&s);
	store_start(&s);
	ok(!store_next(&s, &(struct entry){ 0 }), "cleared, it is empty");
	store_clear(&s);
	fill(&s);
	test_walk(&s, "and can be used again");
	store_clear(&s);
}

int
main(void)
{
	test_memory(0, false);
	test_memory(1, true);
	test_memory(5000, true);
	test_memory(30000, true);
	test_memory(100 << 20, false);
	return tap_end();
}
