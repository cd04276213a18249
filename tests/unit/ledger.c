/*
 * ledger: finds every key that comes again, and which rows have it, as a sorted list of all does.
 */
#include <stdlib.h>

#include "fetch-normalise/ledger.h"
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
on_repeat(void *data, const struct ledger_repeat *r)
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
			on_repeat(&f, &(struct ledger_repeat){ e[i].series, e[i].partner,
					  e[i].commodity, e[first].place, e[i].place });
	}
	return f;
}

/* `n` rows with keys out of `range` to the power of three. */
static void
test(size_t n, uint32_t range, uint32_t base)
{
	struct entry *e = mem_alloc(n, sizeof *e);
	struct ledger l = { 0 };
	struct found actual = { 0 };

	for (size_t i = 0; i < n; i++) {
		e[i] = (struct entry){ base + (uint32_t)(tap_next() % range),
			(base + (uint32_t)(tap_next() % range)) & 0xffffff,
			base + (uint32_t)(tap_next() % range), i + 1 };
		ledger_add(&l, e[i].series, e[i].partner, e[i].commodity, e[i].place);
	}
	struct found expected = sorted(e, n);
	ledger_compare(&l, on_again, on_repeat, &actual);
	ok(memcmp(&actual, &expected, sizeof actual) == 0,
	    "%zu rows out of %u^3 keys: %zu rows come again, with %zu keys", n, range,
	    expected.again, expected.keys);
	ledger_free(&l);
	free(e);
}

int
main(void)
{
	test(0, 1, 0);
	test(1, 1, 0);
	test(2, 1, 7);
	test(1000, 1, 0);
	test(1000, 10, 0);
	test(MOST, 100, 0);
	test(MOST, 10000, 0);
	test(MOST, 50, 0xffffff00);
	return tap_end();
}
