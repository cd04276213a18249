/*
 * exact-keys: finds all repeated keys and their rows, like a sort of all rows.
 */
#include <stdlib.h>

#include "lib/mem.h"
#include "normalise/exact-keys.h"
#include "tap.h"

enum { MAX_ROWS = 400000 };

struct entry {
	uint32_t series, partner, commodity;
	uint64_t position;
};

struct found {
	size_t rows, keys;                   /* rows that repeat a key, and repeated keys */
	uint64_t positions, firsts, seconds; /* checksums */
};

static void
on_repeat_row(void *data, uint64_t position)
{
	struct found *f = data;

	f->rows++;
	f->positions += position;
}

static void
on_repeat_key(void *data, const struct exact_keys_repeat *r)
{
	struct found *f = data;

	f->keys++;
	f->firsts += r->first * (r->series + (uint64_t)3 * r->partner + 5 * r->commodity);
	f->seconds += r->second;
}

static int
compare(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->series != y->series)
		return x->series < y->series ? -1 : 1;
	if (x->partner != y->partner)
		return x->partner < y->partner ? -1 : 1;
	if (x->commodity != y->commodity)
		return x->commodity < y->commodity ? -1 : 1;
	return x->position < y->position ? -1 : 1;
}

static bool
same_key(const struct entry *a, const struct entry *b)
{
	return a->series == b->series && a->partner == b->partner && a->commodity == b->commodity;
}

/* The reference: sorts the rows and compares neighbours. */
static struct found
expected_repeats(struct entry *e, size_t n)
{
	struct found f = { 0 };

	qsort(e, n, sizeof *e, compare);
	for (size_t i = 1, first = 0; i < n; i++) {
		if (!same_key(&e[first], &e[i])) {
			first = i;
			continue;
		}
		on_repeat_row(&f, e[i].position);
		if (i == first + 1)
			on_repeat_key(&f, &(struct exact_keys_repeat){ e[i].series, e[i].partner,
					      e[i].commodity, e[first].position, e[i].position });
	}
	return f;
}

/* Compares exact_keys_compare() with the reference. */
static void
check_keys(struct entry *e, size_t n, const char *what)
{
	struct exact_keys k = { 0 };
	struct found actual = { 0 };

	for (size_t i = 0; i < n; i++)
		exact_keys_add(&k, e[i].series, e[i].partner, e[i].commodity, e[i].position);
	struct found expected = expected_repeats(e, n);
	exact_keys_compare(&k, on_repeat_row, on_repeat_key, &actual);
	ok(memcmp(&actual, &expected, sizeof actual) == 0, "%s, %zu rows: %zu rows repeat %zu keys",
	    what, n, expected.rows, expected.keys);
	exact_keys_free(&k);
}

/* `n` rows with random keys, each number of which has `range` values. */
static void
test_shuffled(size_t n, uint32_t range, uint32_t base)
{
	struct entry *e = mem_alloc(n, sizeof *e);
	char what[64];

	for (size_t i = 0; i < n; i++)
		e[i] = (struct entry){ base + (uint32_t)(tap_next() % range),
			(base + (uint32_t)(tap_next() % range)) & 0xffffff,
			(uint32_t)(tap_next() % range), i + 1 };
	snprintf(what, sizeof what, "out of %u^3 keys", range);
	check_keys(e, n, what);
	free(e);
}

/* Makes sorted keys from number `from`, with `codes` commodities per partner, 8 partners per
 * series. */
static void
in_order(struct entry *e, size_t n, size_t from, size_t codes, uint64_t position)
{
	for (size_t i = 0; i < n; i++) {
		size_t k = from + i, pair = k / codes;
		e[i] = (struct entry){ (uint32_t)(pair / 8), (uint32_t)(pair % 8),
			(uint32_t)(k % codes), position + i };
	}
}

/* Two sorted files; the second begins with key `from`, at a position after a gap. */
static void
test_files(size_t n, size_t codes, size_t from, const char *what)
{
	struct entry *e = mem_alloc(2 * n, sizeof *e);

	in_order(e, n, 0, codes, 1);
	in_order(e + n, n, from, codes, n + 7);
	check_keys(e, 2 * n, what);
	free(e);
}

/* Sorted, except that the last row repeats a distant key. */
static void
test_far(size_t n, size_t codes, size_t at)
{
	struct entry *e = mem_alloc(n + 1, sizeof *e);

	in_order(e, n, 0, codes, 1);
	e[n] = e[at];
	e[n].position = n + 1;
	check_keys(e, n + 1, "the last row repeats a distant key");
	free(e);
}

/* Sorted rows, `step` positions apart; 0 means several rows per line, as in JSON. */
static void
test_positions(size_t n, uint64_t step, size_t from)
{
	struct entry *e = mem_alloc(2 * n, sizeof *e);

	in_order(e, n, 0, 50, 0);
	in_order(e + n, n, from, 50, 0);
	for (size_t i = 0; i < 2 * n; i++)
		e[i].position = 1 + i * step;
	check_keys(e, 2 * n, step == 0 ? "all rows on one line" : "with gaps between the lines");
	free(e);
}

/* The largest valid numbers. */
static void
test_largest(void)
{
	const uint64_t max = ((uint64_t)1 << EXACT_KEYS_POSITION_BITS) - 1;
	const uint32_t partner = ((uint32_t)1 << EXACT_KEYS_PARTNER_BITS) - 1;
	struct entry e[] = { { UINT32_MAX, partner, 1, max - 1 }, { UINT32_MAX, partner, 2, max },
		{ UINT32_MAX, partner, 3, max }, { UINT32_MAX, partner - 1, 3, max },
		{ UINT32_MAX, partner, 2, max } };

	check_keys(e, sizeof e / sizeof *e, "the largest numbers");
}

int
main(void)
{
	test_shuffled(0, 1, 0);
	test_shuffled(1, 1, 0);
	test_shuffled(2, 1, 7);
	test_shuffled(1000, 1, 0);
	test_shuffled(1000, 10, 0);
	test_shuffled(MAX_ROWS, 100, 0);
	test_shuffled(MAX_ROWS, 10000, 0);
	test_shuffled(MAX_ROWS, 50, 0xffffff00);
	test_files(MAX_ROWS / 2, 300, MAX_ROWS / 2, "two sorted files, adjacent");
	test_files(MAX_ROWS / 2, 300, MAX_ROWS / 2 - 1, "two sorted files with one common key");
	test_files(MAX_ROWS / 2, 4, MAX_ROWS / 2 - 3, "the same with short runs");
	test_files(1000, 1, 0, "one file twice, runs of one row");
	test_files(1000, 1000, 0, "one file twice, one run");
	test_files(MAX_ROWS / 2, 100000, 1, "nearly all rows twice, long runs");
	test_far(MAX_ROWS, 5000, 3);
	test_far(1, 1, 0);
	test_positions(1000, 0, 1000);
	test_positions(1000, 0, 990);
	test_positions(1000, 2, 990);
	test_largest();
	return tap_end();
}
