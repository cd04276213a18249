/*
 * ledger: finds every key that comes again, and which rows have it, as a sorted list of all does.
 */
#include <stdlib.h>

#include "normalise/exact-keys.h"
#include "lib/mem.h"
#include "tap.h"

enum { MOST = 400000 };

struct entry {
	uint32_t series, partner, commodity;
	uint64_t place;
};

struct found {
	size_t again, keys;
	uint64_t places, firsts, seconds; /* sums */
};

static void
on_again(void *data, uint64_t place)
{
	struct found *f = data;

	f->again++;
	f->places += place;
}

static void
on_repeat(void *data, const struct exact_keys_repeat *r)
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
	return x->place < y->place ? -1 : 1;
}

static bool
same_key(const struct entry *a, const struct entry *b)
{
	return a->series == b->series && a->partner == b->partner && a->commodity == b->commodity;
}

/* The plain twin: all in order, and a look at the one before. */
static struct found
sorted(struct entry *e, size_t n)
{
	struct found f = { 0 };

	qsort(e, n, sizeof *e, compare);
	for (size_t i = 1, first = 0; i < n; i++) {
		if (!same_key(&e[first], &e[i])) {
			first = i;
			continue;
		}
		on_again(&f, e[i].place);
		if (i == first + 1)
			on_repeat(&f, &(struct exact_keys_repeat){ e[i].series, e[i].partner,
					  e[i].commodity, e[first].place, e[i].place });
	}
	return f;
}

/* Holds what a ledger says of the rows to what their plain twin says. */
static void
compare_twins(struct entry *e, size_t n, const char *what)
{
	struct exact_keys l = { 0 };
	struct found actual = { 0 };

	for (size_t i = 0; i < n; i++)
		exact_keys_add(&l, e[i].series, e[i].partner, e[i].commodity, e[i].place);
	struct found expected = sorted(e, n);
	exact_keys_compare(&l, on_again, on_repeat, &actual);
	ok(memcmp(&actual, &expected, sizeof actual) == 0,
	    "%s, %zu rows: %zu rows come again, with %zu keys", what, n, expected.again,
	    expected.keys);
	exact_keys_free(&l);
}

/* `n` rows in no order with keys out of `range` to the power of three. */
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
	compare_twins(e, n, what);
	free(e);
}

/* The keys from `from` on in order, `codes` commodities for a partner, 8 partners for a series. */
static void
in_order(struct entry *e, size_t n, size_t from, size_t codes, uint64_t place)
{
	for (size_t i = 0; i < n; i++) {
		size_t k = from + i, pair = k / codes;
		e[i] = (struct entry){ (uint32_t)(pair / 8), (uint32_t)(pair % 8),
			(uint32_t)(k % codes), place + i };
	}
}

/* Two files in order; the second begins with key `from` and with a place behind the first. */
static void
test_files(size_t n, size_t codes, size_t from, const char *what)
{
	struct entry *e = mem_alloc(2 * n, sizeof *e);

	in_order(e, n, 0, codes, 1);
	in_order(e + n, n, from, codes, n + 7);
	compare_twins(e, 2 * n, what);
	free(e);
}

/* In order, but for one row, far from the first of its key. */
static void
test_far(size_t n, size_t codes, size_t at)
{
	struct entry *e = mem_alloc(n + 1, sizeof *e);

	in_order(e, n, 0, codes, 1);
	e[n] = e[at];
	e[n].place = n + 1;
	compare_twins(e, n + 1, "the last row is one of the first again");
	free(e);
}

/* Rows in order, `step` places from one to the next; 0 is many on a line, as in JSON. */
static void
test_places(size_t n, uint64_t step, size_t from)
{
	struct entry *e = mem_alloc(2 * n, sizeof *e);

	in_order(e, n, 0, 50, 0);
	in_order(e + n, n, from, 50, 0);
	for (size_t i = 0; i < 2 * n; i++)
		e[i].place = 1 + i * step;
	compare_twins(e, 2 * n, step == 0 ? "all on one line" : "with gaps between the lines");
	free(e);
}

/* The largest numbers there are. */
static void
test_largest(void)
{
	const uint64_t most = ((uint64_t)1 << EXACT_KEYS_PLACE_BITS) - 1;
	const uint32_t partner = ((uint32_t)1 << EXACT_KEYS_PARTNER_BITS) - 1;
	struct entry e[] = { { UINT32_MAX, partner, 1, most - 1 }, { UINT32_MAX, partner, 2, most },
		{ UINT32_MAX, partner, 3, most }, { UINT32_MAX, partner - 1, 3, most },
		{ UINT32_MAX, partner, 2, most } };

	compare_twins(e, sizeof e / sizeof *e, "the largest numbers");
}

int
main(void)
{
	test_shuffled(0, 1, 0);
	test_shuffled(1, 1, 0);
	test_shuffled(2, 1, 7);
	test_shuffled(1000, 1, 0);
	test_shuffled(1000, 10, 0);
	test_shuffled(MOST, 100, 0);
	test_shuffled(MOST, 10000, 0);
	test_shuffled(MOST, 50, 0xffffff00);
	test_files(MOST / 2, 300, MOST / 2, "two files in order that touch");
	test_files(MOST / 2, 300, MOST / 2 - 1, "two files in order with one key in both");
	test_files(MOST / 2, 4, MOST / 2 - 3, "the same with short runs");
	test_files(1000, 1, 0, "a file twice, runs of one row");
	test_files(1000, 1000, 0, "a file twice, one run");
	test_files(MOST / 2, 100000, 1, "nearly all rows twice, long runs");
	test_far(MOST, 5000, 3);
	test_far(1, 1, 0);
	test_places(1000, 0, 1000);
	test_places(1000, 0, 990);
	test_places(1000, 2, 990);
	test_largest();
	return tap_end();
}
