#include "plan.h"

#include <stdlib.h>

#include "lib/hash/keytab.h"

enum {
	ROWS_PER_CODE = 100, /* of one reporter, period and flow: few have more partners */
	MAX_DATASETS = 200,  /* in one request: a failed request is repeated as a whole */
};

/* A request under construction: reporters with datasets for the same periods. */
struct block {
	struct str *periods, *reporters;
	size_t n, reporters_n, cap;
	uint64_t expected;
};

struct blocks {
	struct block *item;
	size_t n, cap;
	struct keytab by_periods; /* lists of periods */
	size_t *open;             /* by list of periods: the last block, which may have room */
	size_t open_cap;
	struct buf key;
};

static uint64_t
expected_rows(const struct query *q, const struct dataset *d, uint64_t limit)
{
	uint64_t by_codes = q->flows.n * q->codes.n * ROWS_PER_CODE, records = 0;

	for (size_t i = 0; i < d->records.n && records <= limit; i++)
		records = records * 10 + (uint64_t)(d->records.p[i] - '0');
	if (d->records.n == 0)
		return q->by_level ? limit : by_codes;
	return q->by_level || records < by_codes ? records : by_codes;
}

/* Returns the open block of these periods if it has room, or a new one. */
static struct block *
block_for(struct blocks *b, const struct dataset *const *d, size_t n, uint64_t expected,
    uint64_t limit, struct arena *text)
{
	bool fresh;

	b->key.n = 0;
	for (size_t i = 0; i < n; i++) {
		buf_add(&b->key, d[i]->period);
		buf_add_byte(&b->key, ' ');
	}
	size_t place = keytab_add(&b->by_periods, buf_str(&b->key), &fresh);
	mem_grow(&b->open, &b->open_cap, place, sizeof *b->open);
	struct block *old = fresh ? NULL : &b->item[b->open[place]];
	if (old != NULL && old->expected + expected <= limit &&
	    (old->reporters_n + 1) * n <= MAX_DATASETS)
		return old;
	mem_grow(&b->item, &b->cap, b->n, sizeof *b->item);
	b->open[place] = b->n;
	struct block *new = &b->item[b->n++];
	*new = (struct block){ .n = n, .periods = arena_alloc(text, n * sizeof *new->periods) };
	for (size_t i = 0; i < n; i++)
		new->periods[i] = d[i]->period;
	return new;
}

static int
compare(const void *p, const void *q)
{
	const struct dataset *a = *(const struct dataset *const *)p;
	const struct dataset *b = *(const struct dataset *const *)q;
	int order = str_cmp(a->number, b->number);

	return order != 0 ? order : str_cmp(a->period, b->period);
}

/* How many of the first datasets fit into one request: of one reporter and different periods. */
static size_t
count_fitting(const struct query *q, const struct service_limits *limits, const struct dataset **d,
    size_t n, uint64_t *expected)
{
	size_t i = 0;

	*expected = 0;
	while (i < n && i < limits->periods &&
	       (i == 0 || (str_eq(d[i]->number, d[0]->number) &&
			      !str_eq(d[i]->period, d[i - 1]->period)))) {
		uint64_t more = expected_rows(q, d[i], limits->rows);
		if (i > 0 && *expected + more > limits->rows)
			break;
		*expected += more;
		i++;
	}
	return i;
}

static void
add_request(struct request_plan *p, const struct query *q, const struct block *b)
{
	mem_grow(&p->request, &p->cap, p->n, sizeof *p->request);
	struct request *r = &p->request[p->n++];
	*r = (struct request){ .periods = { b->periods, b->n },
		.reporters = { b->reporters, b->reporters_n },
		.codes = q->codes,
		.flows = q->flows,
		.partners = q->partners };
}

void
plan_make(struct request_plan *p, const struct query *q, const struct service_limits *limits,
    const struct dataset *const *wanted, size_t n)
{
	struct blocks b = { 0 };
	const struct dataset **d = mem_alloc(n, sizeof *d);
	uint64_t expected;

	memcpy(d, wanted, n * sizeof *d);
	if (n > 0)
		qsort(d, n, sizeof *d, compare);
	for (size_t i = 0, fitting; i < n; i += fitting) {
		fitting = count_fitting(q, limits, d + i, n - i, &expected);
		struct block *block =
		    block_for(&b, d + i, fitting, expected, limits->rows, &p->text);
		mem_grow(
		    &block->reporters, &block->cap, block->reporters_n, sizeof *block->reporters);
		block->reporters[block->reporters_n++] = d[i]->number;
		block->expected += expected;
	}
	for (size_t i = 0; i < b.n; i++)
		add_request(p, q, &b.item[i]);
	free(d);
	free(b.item);
	free(b.open);
	keytab_free(&b.by_periods);
	buf_free(&b.key);
}

void
plan_free(struct request_plan *p)
{
	for (size_t i = 0; i < p->n; i++)
		free((void *)p->request[i].reporters.item);
	free(p->request);
	arena_free(&p->text);
}
