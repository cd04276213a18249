/*
 * store: returns the same entries in the same order for every memory limit.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/die.h"
#include "lib/fold/store.h"
#include "tap.h"

enum { ROWS = 20000, KEYS = 700, MANY = 400000 };

/* The data of an entry: the number of its rows, and the number of the first of them. */
struct sum {
	uint64_t rows, first;
};

static void
fold(const void *with, char *to, const char *from)
{
	struct sum a, b;
	size_t *folds;

	memcpy(&folds, with, sizeof folds);
	++*folds;
	memcpy(&a, to, sizeof a);
	memcpy(&b, from, sizeof b);
	a.rows += b.rows;
	a.first = a.first < b.first ? a.first : b.first;
	memcpy(to, &a, sizeof a);
}

/* Key number `i`: empty, NUL bytes, a few bytes or thousands. */
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
		struct sum one = { 1, row };
		/* consecutive rows with the same key, and keys that recur much later */
		memcpy(store_add(s, key_of(row / 3 * 7919 % KEYS)), &one, sizeof one);
	}
}

/* The store has every key once, in order, with its data. */
static void
test_walk(struct store *s, const char *what)
{
	struct entry e;
	struct buf last = { 0 };
	size_t n = 0, wrong = 0;
	uint64_t rows = 0;

	store_start(s);
	for (; store_next(s, &e); n++) {
		struct sum sum;
		memcpy(&sum, e.data, sizeof sum);
		rows += sum.rows;
		wrong += n > 0 && str_cmp(buf_str(&last), e.key) >= 0;
		wrong += !str_eq(e.key, key_of(sum.first / 3 * 7919 % KEYS));
		last.n = 0;
		buf_add(&last, e.key);
	}
	ok(n == KEYS && wrong == 0, "%s: %zu keys are in order, %zu wrong", what, n, wrong);
	ok(rows == ROWS, "%s: no row is lost or counted twice", what);
	buf_free(&last);
}

static void
test_memory(size_t memory, bool spills)
{
	struct store s;
	size_t folds = 0, *counter = &folds;
	char what[64];

	snprintf(what, sizeof what, "memory limit %zu", memory);
	store_begin(&s, sizeof(struct sum), memory, fold, &counter);
	fill(&s);
	test_walk(&s, what);
	test_walk(&s, "read again");
	ok((s.runs != NULL) == spills, "%s: %s", what, spills ? "it has runs" : "it has no runs");
	ok(folds >= ROWS - KEYS, "%s: every row except the first of a key was folded", what);
	store_clear(&s);
	store_start(&s);
	ok(!store_next(&s, &(struct entry){ 0 }), "a cleared store is empty");
	store_clear(&s);
	fill(&s);
	test_walk(&s, "used again after clearing");
	store_clear(&s);
}

/* Folds entries whose data is a number of rows. Fails if it exceeds `*with`. */
static void
count_rows(const void *with, char *to, const char *from)
{
	uint32_t a, b;

	memcpy(&a, to, sizeof a);
	memcpy(&b, from, sizeof b);
	a += b;
	if (with != NULL && a > *(const uint32_t *)with)
		die("too many rows");
	memcpy(to, &a, sizeof a);
}

/* Adds each of MANY keys once per turn; a turn is more than a table can hold. */
static void
fill_many(struct store *s, size_t turns)
{
	for (size_t row = 0; row < turns * MANY; row++) {
		char key[16];
		uint32_t one = 1;
		int n = snprintf(key, sizeof key, "%08zu", row * 7919 % MANY);
		memcpy(store_add(s, (struct str){ key, (size_t)n }), &one, sizeof one);
	}
}

/* Full tables become runs in another thread; if keys recur, the store uses a single table. */
static void
test_many(size_t memory, size_t turns)
{
	struct store s;
	struct entry e;
	size_t n = 0, wrong = 0;

	store_begin(&s, sizeof(uint32_t), memory, count_rows, NULL);
	fill_many(&s, turns);
	for (int walk = 0; walk < 2; walk++) {
		n = 0;
		for (store_start(&s); store_next(&s, &e); n++) {
			char key[16];
			uint32_t rows;
			snprintf(key, sizeof key, "%08zu", n);
			memcpy(&rows, e.data, sizeof rows);
			wrong += !str_is(e.key, key) || rows != turns;
		}
	}
	ok(n == MANY && wrong == 0, "%zu turn%s, memory limit %zu: %zu keys, %zu wrong", turns,
	    plural(turns), memory, n, wrong);
	ok(s.one_table == (turns > 1), "%zu turn%s, memory limit %zu: %s", turns, plural(turns),
	    memory, turns > 1 ? "one table" : "two tables");
	store_clear(&s);
}

/* A failure in the merging thread ends the program, after the entries before it were returned. */
static void
test_failure(void)
{
	fflush(NULL);
	pid_t child = fork();

	if (child == 0) {
		struct store s;
		struct entry e;
		uint32_t most = 1, one = 1;
		size_t n = 0;
		if (freopen("/dev/null", "w", stderr) == NULL)
			_exit(99);
		store_begin(&s, sizeof one, 0, count_rows, &most);
		memcpy(store_add(&s, str_of("00123456")), &one, sizeof one);
		for (size_t i = 0; i < MANY; i++) {
			char key[16];
			snprintf(key, sizeof key, "%08zu", MANY - 1 - i);
			memcpy(store_add(&s, str_of(key)), &one, sizeof one);
		}
		for (store_start(&s); store_next(&s, &e); n++)
			if (n == 123456)
				_exit(98); /* the key with too many rows */
		_exit(97);
	}
	int status = 0;
	ok(child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
		WEXITSTATUS(status) == STATUS_FAILED,
	    "a failing fold in the merging thread ends the program");
}

int
main(void)
{
	test_memory(0, false);
	test_memory(1, true);
	test_memory(5000, true);
	test_memory(30000, true);
	test_memory(100 << 20, false);
	for (size_t turns = 1; turns <= 4; turns += 3) {
		test_many(0, turns);
		test_many(8 << 20, turns);
		test_many(20 << 20, turns);
		test_many(200 << 20, turns);
	}
	test_failure();
	return tap_end();
}
