#include "exact-keys.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

#include "lib/mem.h"
#include "lib/hash/numtab.h"

enum { FIRST_SLAB = 64, LARGEST_SLAB = 4096 }; /* blocks */
enum { SEARCHES = 2 };                         /* at once, at the end */

#define PLACE (((uint64_t)1 << EXACT_KEYS_PLACE_BITS) - 1)

enum { BLOCK_WORDS = 252 };

struct exact_keys_block {
	struct exact_keys_block *before;
	uint64_t used; /* words, known once another block has come */
	uint32_t word[BLOCK_WORDS];
};

struct exact_keys_slab {
	struct exact_keys_slab *before;
	struct exact_keys_block *block;
};

/* What stands before the commodities of a run; the place is that of its first row. */
struct run {
	uint32_t series, rows;
	uint64_t partner_place;
};

enum { RUN_WORDS = sizeof(struct run) / sizeof(uint32_t) };

/* A row of its own: its key, and its place among all rows. */
struct entry {
	uint64_t series_commodity; /* 32 bits each */
	uint64_t partner_place;
};

/* A new block for a part. */
static void
add_block(struct exact_keys *l, size_t part)
{
	if (l->slab_used == l->slab_blocks) {
		struct exact_keys_slab *fresh = mem_alloc(1, sizeof *fresh);
		l->slab_blocks = l->slab_blocks == 0             ? FIRST_SLAB
				 : l->slab_blocks < LARGEST_SLAB ? l->slab_blocks * 2
								 : LARGEST_SLAB;
		fresh->block = mem_lines(l->slab_blocks, sizeof *fresh->block);
		fresh->before = l->slab;
		l->slab = fresh;
		l->slab_used = 0;
	}
	struct exact_keys_block *b = &l->slab->block[l->slab_used++];
	b->before = l->last[part];
	if (b->before != NULL)
		b->before->used = l->used[part];
	l->last[part] = b;
	l->used[part] = 0;
}

/* Series and partner as one number, which is exact. */
static inline uint64_t
pair_of(uint32_t series, uint64_t partner_place)
{
	return (uint64_t)series << EXACT_KEYS_PARTNER_BITS | partner_place >> EXACT_KEYS_PLACE_BITS;
}

static inline uint64_t
hash_of(uint64_t pair)
{
	uint64_t h = pair * 0xd6e8feb86659fd93;

	return (h ^ h >> 32) * 0x9e3779b97f4a7c15;
}

/* Completes the last run: how many rows it has is only known now. */
static void
end_run(struct exact_keys *l)
{
	if (l->run == NULL)
		return;
	l->run[offsetof(struct run, rows) / sizeof *l->run] =
	    (uint32_t)(l->next - l->run) - RUN_WORDS;
	l->used[l->part] += (uint32_t)(l->next - l->run);
	l->run = l->next = l->end = NULL;
}

void
exact_keys_begin_run(struct exact_keys *l, uint32_t series, uint64_t partner_place, uint32_t commodity)
{
	const struct run run = { series, 0, partner_place };

	end_run(l);
	size_t part = hash_of(pair_of(series, partner_place)) >> 56;
	if (l->last[part] == NULL || l->used[part] + RUN_WORDS >= BLOCK_WORDS)
		add_block(l, part);
	l->part = part;
	l->run = l->last[part]->word + l->used[part];
	l->end = l->last[part]->word + BLOCK_WORDS;
	memcpy(l->run, &run, sizeof run);
	l->next = l->run + RUN_WORDS;
	*l->next++ = commodity;
	__builtin_prefetch(l->run + 64 / sizeof *l->run, 1); /* what is next in this part */
	l->series = series;
	l->partner_place = partner_place + 1;
}

/* A way through the runs of a part. */
struct walk {
	const struct exact_keys_block *block;
	const uint32_t *at, *end;
};

static struct walk
walk_begin(const struct exact_keys *l, size_t part)
{
	const struct exact_keys_block *b = l->last[part];
	const uint32_t *word = b != NULL ? b->word : NULL;

	return (struct walk){ b, word, word != NULL ? word + l->used[part] : NULL };
}

/* The commodities of the next run, and what stands before them; null behind the last. */
static inline const uint32_t *
walk_next(struct walk *w, struct run *run)
{
	while (w->at == w->end) {
		w->block = w->block != NULL ? w->block->before : NULL;
		if (w->block == NULL)
			return NULL;
		w->at = w->block->word;
		w->end = w->at + w->block->used;
	}
	memcpy(run, w->at, sizeof *run);
	const uint32_t *commodity = w->at + RUN_WORDS;
	w->at = commodity + run->rows;
	return commodity;
}

static bool
same_key(struct entry a, struct entry b)
{
	return a.series_commodity == b.series_commodity &&
	       (a.partner_place ^ b.partner_place) >> EXACT_KEYS_PLACE_BITS == 0;
}

static int
by_key_and_place(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->series_commodity != y->series_commodity)
		return x->series_commodity < y->series_commodity ? -1 : 1;
	return (x->partner_place > y->partner_place) - (x->partner_place < y->partner_place);
}

/* Tells of the rows of one key among `n` rows, which are put in order. */
static void
report(struct entry *row, size_t n, void (*again)(void *data, uint64_t place),
    void (*repeat)(void *data, const struct exact_keys_repeat *repeat), void *data)
{
	qsort(row, n, sizeof *row, by_key_and_place);
	for (size_t i = 1, first = 0; i < n; i++) {
		if (!same_key(row[first], row[i])) {
			first = i;
			continue;
		}
		again(data, row[i].partner_place & PLACE);
		if (i != first + 1)
			continue;
		struct exact_keys_repeat r = { (uint32_t)(row[i].series_commodity >> 32),
			(uint32_t)(row[i].partner_place >> EXACT_KEYS_PLACE_BITS),
			(uint32_t)row[i].series_commodity, row[first].partner_place & PLACE,
			row[i].partner_place & PLACE };
		repeat(data, &r);
	}
}

/* Some of the parts, for one thread to look through, with room to do so. */
struct search {
	const struct exact_keys *ledger;
	size_t from, to;            /* parts */
	bool repeats[EXACT_KEYS_PARTS]; /* those that have rows of one key */
	struct numtab groups;       /* the pairs of series and partner in a part */
	size_t *end;                /* by group: behind its commodities in `commodity` */
	uint32_t *group;            /* by run */
	uint32_t *commodity;        /* of all rows, group by group */
	uint32_t *seen; /* by commodity: the group it was last seen in, counted by `now` */
	size_t ends_cap, groups_cap, commodities_cap, seen_cap;
	uint32_t now;
};

/* Finds the group of each run; s->end has the number of rows of each. Returns that of all. */
static size_t
find_groups(struct search *s, size_t part)
{
	struct walk walk = walk_begin(s->ledger, part);
	struct run run;
	size_t runs = 0, rows = 0;

	numtab_clear(&s->groups);
	for (; walk_next(&walk, &run) != NULL; runs++) {
		const struct numtab_key pair = { run.series,
			run.partner_place >> EXACT_KEYS_PLACE_BITS };
		bool fresh;
		if (runs == s->groups_cap)
			mem_grow(&s->group, &s->groups_cap, runs, sizeof *s->group);
		uint32_t group = s->group[runs] = numtab_add(&s->groups, pair, &fresh);
		if (group >= s->ends_cap)
			mem_grow(&s->end, &s->ends_cap, group, sizeof *s->end);
		s->end[group] = run.rows + (fresh ? 0 : s->end[group]);
		rows += run.rows;
	}
	return rows;
}

/* Lays the commodities of all rows out, group by group; s->end is then what it says. */
static void
lay_out(struct search *s, size_t part, size_t rows)
{
	struct walk walk = walk_begin(s->ledger, part);
	struct run run;
	size_t begin = 0;

	if (rows > s->commodities_cap)
		s->commodity = mem_resize(
		    s->commodity, s->commodities_cap = rows + rows / 2, sizeof *s->commodity);
	for (size_t g = 0; g < s->groups.n; g++) {
		size_t n = s->end[g];
		s->end[g] = begin;
		begin += n;
	}
	const uint32_t *group = s->group;
	for (const uint32_t *from; (from = walk_next(&walk, &run)) != NULL;) {
		uint32_t *to = s->commodity + s->end[*group];
		s->end[*group++] += run.rows;
		for (uint32_t i = 0; i < run.rows; i++)
			to[i] = from[i];
	}
}

/* Makes room for what is to be known of a commodity. */
static void
widen_seen(struct search *s, uint32_t commodity)
{
	size_t n = (size_t)commodity + 1 + commodity / 2;

	s->seen = mem_resize(s->seen, n, sizeof *s->seen);
	memset(s->seen + s->seen_cap, 0, (n - s->seen_cap) * sizeof *s->seen);
	s->seen_cap = n;
}

/* Is there a commodity twice in a group? */
static bool
has_repeat(struct search *s)
{
	bool repeat = false;

	for (size_t g = 0, i = 0; g < s->groups.n; g++) {
		s->now++;
		for (; i < s->end[g]; i++) {
			uint32_t commodity = s->commodity[i];
			if (commodity >= s->seen_cap)
				widen_seen(s, commodity);
			repeat |= s->seen[commodity] == s->now;
			s->seen[commodity] = s->now;
		}
	}
	return repeat;
}

static void *
search(void *data)
{
	struct search *s = data;

	for (size_t part = s->from; part < s->to; part++) {
		lay_out(s, part, find_groups(s, part));
		s->repeats[part] = has_repeat(s);
	}
	return NULL;
}

static void
search_free(struct search *s)
{
	numtab_free(&s->groups);
	free(s->end);
	free(s->group);
	free(s->commodity);
	free(s->seen);
}

/* Searches the parts in as many threads as there are searches. */
static void
search_all(struct search *s, size_t n)
{
	pthread_t thread[SEARCHES];
	bool begun[SEARCHES] = { false };
	sigset_t all, before;

	sigfillset(&all); /* signals stay with the thread that called */
	pthread_sigmask(SIG_SETMASK, &all, &before);
	for (size_t i = 1; i < n; i++)
		begun[i] = pthread_create(&thread[i], NULL, search, &s[i]) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	for (size_t i = 0; i < n; i++)
		if (!begun[i])
			search(&s[i]);
	for (size_t i = 1; i < n; i++)
		if (begun[i])
			pthread_join(thread[i], NULL);
}

/* Tells of the rows of one key in a part. */
static void
report_part(const struct exact_keys *l, size_t part, void (*again)(void *data, uint64_t place),
    void (*repeat)(void *data, const struct exact_keys_repeat *repeat), void *data)
{
	struct walk walk = walk_begin(l, part);
	struct run run;
	struct entry *row = NULL;
	size_t n = 0, cap = 0;

	for (const uint32_t *commodity; (commodity = walk_next(&walk, &run)) != NULL;) {
		for (uint32_t i = 0; i < run.rows; i++) {
			mem_grow(&row, &cap, n, sizeof *row);
			row[n++] = (struct entry){ (uint64_t)run.series << 32 | commodity[i],
				run.partner_place + i };
		}
	}
	report(row, n, again, repeat, data);
	free(row);
}

void
exact_keys_compare(struct exact_keys *l, void (*again)(void *data, uint64_t place),
    void (*repeat)(void *data, const struct exact_keys_repeat *repeat), void *data)
{
	size_t n = l->slab_blocks > FIRST_SLAB ? SEARCHES : 1; /* few rows are not worth it */
	struct search *s = mem_zalloc(n, sizeof *s);

	end_run(l);
	for (size_t i = 0; i < n; i++) {
		s[i].ledger = l;
		s[i].from = i * EXACT_KEYS_PARTS / n;
		s[i].to = (i + 1) * EXACT_KEYS_PARTS / n;
	}
	search_all(s, n);
	for (size_t i = 0; i < n; i++) {
		for (size_t part = s[i].from; part < s[i].to; part++)
			if (s[i].repeats[part])
				report_part(l, part, again, repeat, data);
		search_free(&s[i]);
	}
	free(s);
}

void
exact_keys_free(struct exact_keys *l)
{
	while (l->slab != NULL) {
		struct exact_keys_slab *s = l->slab;
		l->slab = s->before;
		free(s->block);
		free(s);
	}
}
