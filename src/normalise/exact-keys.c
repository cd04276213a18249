#include "exact-keys.h"

#include <stdlib.h>

#include "lib/hash/hash.h"
#include "lib/hash/numtab.h"
#include "lib/mem.h"
#include "lib/task.h"

enum { FIRST_SLAB = 64, LARGEST_SLAB = 4096 }; /* blocks */
enum { SEARCHES = 2 };                         /* of exact_keys_compare(), in parallel */

#define POSITION_MASK (((uint64_t)1 << EXACT_KEYS_POSITION_BITS) - 1)

enum { BLOCK_WORDS = 252 };

struct exact_keys_block {
	struct exact_keys_block *before;
	uint64_t used; /* words; set when the next block of the partition begins */
	uint32_t word[BLOCK_WORDS];
};

struct exact_keys_slab {
	struct exact_keys_slab *before;
	struct exact_keys_block *block;
};

/* The header of a run, which its commodities follow. The position is that of its first row. */
struct run {
	uint32_t series, rows;
	uint64_t partner_position;
};

enum { RUN_WORDS = sizeof(struct run) / sizeof(uint32_t) };

/* A single row: its key and its position among all rows. */
struct entry {
	uint64_t series_commodity; /* 32 bits each */
	uint64_t partner_position;
};

/* Adds a block to a partition. */
static void
add_block(struct exact_keys *k, size_t partition)
{
	if (k->slab_used == k->slab_blocks) {
		struct exact_keys_slab *fresh = mem_alloc(1, sizeof *fresh);
		k->slab_blocks = k->slab_blocks == 0             ? FIRST_SLAB
				 : k->slab_blocks < LARGEST_SLAB ? k->slab_blocks * 2
								 : LARGEST_SLAB;
		fresh->block = mem_lines(k->slab_blocks, sizeof *fresh->block);
		fresh->before = k->slab;
		k->slab = fresh;
		k->slab_used = 0;
	}
	struct exact_keys_block *b = &k->slab->block[k->slab_used++];
	b->before = k->last[partition];
	if (b->before != NULL)
		b->before->used = k->used[partition];
	k->last[partition] = b;
	k->used[partition] = 0;
}

/* Series and partner as one number, without loss. */
static inline uint64_t
pair_of(uint32_t series, uint64_t partner_position)
{
	return (uint64_t)series << EXACT_KEYS_PARTNER_BITS |
	       partner_position >> EXACT_KEYS_POSITION_BITS;
}

/* Completes the last run: writes its number of rows. */
static void
end_run(struct exact_keys *k)
{
	if (k->run == NULL)
		return;
	k->run[offsetof(struct run, rows) / sizeof *k->run] =
	    (uint32_t)(k->next - k->run) - RUN_WORDS;
	k->used[k->partition] += (uint32_t)(k->next - k->run);
	k->run = k->next = k->end = NULL;
}

void
exact_keys_begin_run(
    struct exact_keys *k, uint32_t series, uint64_t partner_position, uint32_t commodity)
{
	const struct run run = { series, 0, partner_position };

	end_run(k);
	size_t partition = hash_pair(pair_of(series, partner_position), 0) >> 56;
	if (k->last[partition] == NULL || k->used[partition] + RUN_WORDS >= BLOCK_WORDS)
		add_block(k, partition);
	k->partition = partition;
	k->run = k->last[partition]->word + k->used[partition];
	k->end = k->last[partition]->word + BLOCK_WORDS;
	memcpy(k->run, &run, sizeof run);
	k->next = k->run + RUN_WORDS;
	*k->next++ = commodity;
	__builtin_prefetch(k->run + 64 / sizeof *k->run, 1); /* the next cache line to write */
	k->series = series;
	k->partner_position = partner_position + 1;
}

/* Iterates over the runs of a partition. */
struct iterator {
	const struct exact_keys_block *block;
	const uint32_t *at, *end;
};

static struct iterator
iterator_begin(const struct exact_keys *k, size_t partition)
{
	const struct exact_keys_block *b = k->last[partition];
	const uint32_t *word = b != NULL ? b->word : NULL;

	return (struct iterator){ b, word, word != NULL ? word + k->used[partition] : NULL };
}

/* Returns the commodities of the next run and sets `run` to its header; null after the last. */
static inline const uint32_t *
iterator_next(struct iterator *i, struct run *run)
{
	while (i->at == i->end) {
		i->block = i->block != NULL ? i->block->before : NULL;
		if (i->block == NULL)
			return NULL;
		i->at = i->block->word;
		i->end = i->at + i->block->used;
	}
	memcpy(run, i->at, sizeof *run);
	const uint32_t *commodity = i->at + RUN_WORDS;
	i->at = commodity + run->rows;
	return commodity;
}

static bool
same_key(struct entry a, struct entry b)
{
	return a.series_commodity == b.series_commodity &&
	       (a.partner_position ^ b.partner_position) >> EXACT_KEYS_POSITION_BITS == 0;
}

static int
by_key_and_place(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->series_commodity != y->series_commodity)
		return x->series_commodity < y->series_commodity ? -1 : 1;
	return (x->partner_position > y->partner_position) -
	       (x->partner_position < y->partner_position);
}

/* Sorts `n` rows and reports those that repeat a key. */
static void
report_repeats(struct entry *row, size_t n, void (*each_row)(void *data, uint64_t position),
    void (*each_repeat)(void *data, const struct exact_keys_repeat *repeat), void *data)
{
	qsort(row, n, sizeof *row, by_key_and_place);
	for (size_t i = 1, first = 0; i < n; i++) {
		if (!same_key(row[first], row[i])) {
			first = i;
			continue;
		}
		each_row(data, row[i].partner_position & POSITION_MASK);
		if (i != first + 1)
			continue;
		struct exact_keys_repeat r = { (uint32_t)(row[i].series_commodity >> 32),
			(uint32_t)(row[i].partner_position >> EXACT_KEYS_POSITION_BITS),
			(uint32_t)row[i].series_commodity,
			row[first].partner_position & POSITION_MASK,
			row[i].partner_position & POSITION_MASK };
		each_repeat(data, &r);
	}
}

/* The search of one thread: its range of partitions, and its buffers. */
struct search {
	const struct exact_keys *keys;
	size_t from, to;                     /* partitions */
	bool repeats[EXACT_KEYS_PARTITIONS]; /* does the partition have repeated keys? */
	struct numtab groups;                /* pairs of series and partner in a partition */
	size_t *end;                         /* by group: the end of its rows in `commodity` */
	uint32_t *group;                     /* by run */
	uint32_t *commodity;                 /* of all rows, group by group */
	uint32_t *seen;                      /* by commodity: the last group_id that had it */
	size_t ends_cap, groups_cap, commodities_cap, seen_cap;
	uint32_t group_id; /* of the current group, unique in this search */
};

/*
 * Finds the group of each run, and sets s->end to the number of rows of each group. Returns the
 * number of all rows.
 */
static size_t
find_groups(struct search *s, size_t partition)
{
	struct iterator iterator = iterator_begin(s->keys, partition);
	struct run run;
	size_t runs = 0, rows = 0;

	numtab_clear(&s->groups);
	for (; iterator_next(&iterator, &run) != NULL; runs++) {
		const struct numtab_key pair = { run.series,
			run.partner_position >> EXACT_KEYS_POSITION_BITS };
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

/* Copies the commodities of all rows to s->commodity, group by group, and completes s->end. */
static void
lay_out(struct search *s, size_t partition, size_t rows)
{
	struct iterator iterator = iterator_begin(s->keys, partition);
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
	for (const uint32_t *from; (from = iterator_next(&iterator, &run)) != NULL;) {
		uint32_t *to = s->commodity + s->end[*group];
		s->end[*group++] += run.rows;
		for (uint32_t i = 0; i < run.rows; i++)
			to[i] = from[i];
	}
}

/* Extends s->seen to include the commodity. */
static void
widen_seen(struct search *s, uint32_t commodity)
{
	size_t n = (size_t)commodity + 1 + commodity / 2;

	s->seen = mem_resize(s->seen, n, sizeof *s->seen);
	memset(s->seen + s->seen_cap, 0, (n - s->seen_cap) * sizeof *s->seen);
	s->seen_cap = n;
}

/* Does a group have a commodity twice? */
static bool
has_repeat(struct search *s)
{
	bool repeat = false;

	for (size_t g = 0, i = 0; g < s->groups.n; g++) {
		s->group_id++;
		for (; i < s->end[g]; i++) {
			uint32_t commodity = s->commodity[i];
			if (commodity >= s->seen_cap)
				widen_seen(s, commodity);
			repeat |= s->seen[commodity] == s->group_id;
			s->seen[commodity] = s->group_id;
		}
	}
	return repeat;
}

static void
search(void *data)
{
	struct search *s = data;

	for (size_t partition = s->from; partition < s->to; partition++) {
		lay_out(s, partition, find_groups(s, partition));
		s->repeats[partition] = has_repeat(s);
	}
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

/* Runs one or two searches in parallel, the first in the calling thread. */
static void
search_all(struct search *s, size_t n)
{
	struct task *other = n > 1 ? task_begin(search, &s[1]) : NULL;

	search(&s[0]);
	task_end(other);
}

/* Reports the rows of a partition that repeat a key. */
static void
report_partition(const struct exact_keys *k, size_t partition,
    void (*each_row)(void *data, uint64_t position),
    void (*each_repeat)(void *data, const struct exact_keys_repeat *repeat), void *data)
{
	struct iterator iterator = iterator_begin(k, partition);
	struct run run;
	struct entry *row = NULL;
	size_t n = 0, cap = 0;

	for (const uint32_t *commodity; (commodity = iterator_next(&iterator, &run)) != NULL;) {
		for (uint32_t i = 0; i < run.rows; i++) {
			mem_grow(&row, &cap, n, sizeof *row);
			row[n++] = (struct entry){ (uint64_t)run.series << 32 | commodity[i],
				run.partner_position + i };
		}
	}
	report_repeats(row, n, each_row, each_repeat, data);
	free(row);
}

void
exact_keys_compare(struct exact_keys *k, void (*each_row)(void *data, uint64_t position),
    void (*each_repeat)(void *data, const struct exact_keys_repeat *repeat), void *data)
{
	size_t n = k->slab_blocks > FIRST_SLAB ? SEARCHES : 1; /* one for few rows */
	struct search *s = mem_zalloc(n, sizeof *s);

	end_run(k);
	for (size_t i = 0; i < n; i++) {
		s[i].keys = k;
		s[i].from = i * EXACT_KEYS_PARTITIONS / n;
		s[i].to = (i + 1) * EXACT_KEYS_PARTITIONS / n;
	}
	search_all(s, n);
	for (size_t i = 0; i < n; i++) {
		for (size_t partition = s[i].from; partition < s[i].to; partition++)
			if (s[i].repeats[partition])
				report_partition(k, partition, each_row, each_repeat, data);
		search_free(&s[i]);
	}
	free(s);
}

void
exact_keys_free(struct exact_keys *k)
{
	while (k->slab != NULL) {
		struct exact_keys_slab *s = k->slab;
		k->slab = s->before;
		free(s->block);
		free(s);
	}
}
