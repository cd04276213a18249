#include "store.h"

#include "lib/hash/hash.h"

enum {
	BATCH_BYTES = 64 * 1024,   /* a batch of this size is put into the table */
	NEAR = 256 * 1024,         /* a smaller table is in the cache without prefetching */
	TABLE = 16 * 1024 * 1024,  /* largest size of one of two tables */
	THREAD_PAYS = 1024 * 1024, /* bytes of a table that are worth a thread */
};

void
store_begin(struct store *s, size_t data_size, size_t memory,
    void fold(const void *with, char *to, const char *from), const void *with)
{
	memset(s, 0, sizeof *s);
	s->data_size = data_size;
	s->memory = memory > 0 ? memory : SIZE_MAX;
	s->table_memory = s->memory / 4 < TABLE ? s->memory / 4 : TABLE;
	s->fold = fold;
	s->with = with;
	s->filling = &s->table[0];
	s->leaving = &s->table[1];
	entries_begin(s->filling, data_size);
	entries_begin(s->leaving, data_size);
}

/* Runs */

static void
make_run(void *with)
{
	struct store *s = with;

	entries_sort(s->leaving);
	runs_add(s->runs, s->leaving);
	entries_clear(s->leaving);
}

/* Waits until `leaving` has become a run. */
static void
wait_for_run(struct store *s)
{
	task_end(s->task);
	s->task = NULL;
}

/*
 * Makes the full table a run, in a task if it is large, and fills the other one, if there are two.
 */
static void
spill(struct store *s)
{
	struct entries *full = s->filling;

	wait_for_run(s);
	if (s->runs == NULL)
		s->runs = runs_new(s->data_size, s->one_table ? 0 : s->memory - 2 * s->table_memory,
		    s->fold, s->with);
	s->filling = s->leaving;
	s->leaving = full;
	if (full != s->filling && full->used >= THREAD_PAYS)
		s->task = task_begin(make_run, s);
	else
		make_run(s);
}

/* The table */

/*
 * Adds an entry to the table, or folds it into the one with its key. Returns the one in the table.
 */
static struct entry
put(struct store *s, const char *bytes, struct entry new, uint32_t hash)
{
	bool fresh;
	struct entry e = entries_put(s->filling, bytes, hash, &fresh);

	if (!fresh)
		s->fold(s->with, e.data, new.data);
	return e;
}

/*
 * Puts the batch into the table. Prefetches for the whole batch before the first lookup. An entry
 * with the key of the entry before, as in sorted input, needs no lookup.
 */
static void
put_batch(struct store *s)
{
	struct store_batch *batch = &s->batch;
	struct entry new[STORE_BATCH], last = { 0 };
	uint32_t hash[STORE_BATCH];
	bool again[STORE_BATCH], far = s->filling->used > NEAR;

	for (size_t i = 0; i < batch->n; i++) {
		new[i] = entry_at(batch->text.p + batch->at[i]);
		again[i] = i > 0 && str_eq(new[i].key, new[i - 1].key);
		hash[i] = again[i] ? hash[i - 1] : (uint32_t)(hash_bytes(new[i].key) >> 32);
		if (far)
			entries_prefetch_slot(s->filling, hash[i]);
	}
	for (size_t i = 0; far && i < batch->n; i++)
		if (!again[i])
			entries_prefetch(s->filling, hash[i]);
	for (size_t i = 0; i < batch->n; i++)
		if (again[i])
			s->fold(s->with, last.data, new[i].data);
		else
			last = put(s, batch->text.p + batch->at[i], new[i], hash[i]);
	batch->text.n = batch->n = 0;
}

/* Adds an entry of a run again, for runs_drain(). */
static void
put_back(void *to, struct entry e)
{
	struct store *s = to;

	memcpy(store_add(s, e.key), e.data, s->data_size);
}

/* Changes to one table with all the memory, and adds the runs in memory to it. */
static void
use_one_table(struct store *s)
{
	s->one_table = true;
	s->table_memory = s->memory - s->memory / 16; /* the allocator retains some freed memory */
	entries_free(s->leaving);
	s->leaving = s->filling;
	bool more = runs_drain(s->runs, put_back, s);
	put_batch(s); /* make_room() must leave an empty batch */
	if (!more) {
		runs_free(s->runs);
		s->runs = NULL;
	}
}

static bool
is_full(const struct store *s)
{
	return s->filling->n > 0 && entries_cost(s->filling, 0) > s->table_memory;
}

static void
make_room(struct store *s)
{
	wait_for_run(s);
	if (!s->one_table && s->runs != NULL && runs_overlap(s->runs))
		use_one_table(s);
	else
		spill(s);
}

char *
store_add(struct store *s, struct str key)
{
	if (s->batch.n == STORE_BATCH || s->batch.text.n >= BATCH_BYTES) {
		put_batch(s);
		if (is_full(s))
			make_room(s);
	}
	s->batch.at[s->batch.n++] = s->batch.text.n;
	return entry_add(&s->batch.text, key, s->data_size);
}

void
store_start(struct store *s)
{
	put_batch(s);
	if (s->runs != NULL && s->filling->n > 0)
		spill(s);
	wait_for_run(s);
	if (s->runs != NULL) {
		entries_free(s->filling); /* leave the memory to the merge */
		entries_free(s->leaving);
		runs_start(s->runs, s->one_table ? s->memory : 2 * s->table_memory);
	} else if (!s->sorted) {
		slots_free(&s->filling->slots); /* leave the memory to the sort */
		entries_sort(s->filling);
		s->sorted = true;
	}
	s->place = 0;
}

bool
store_next(struct store *s, struct entry *e)
{
	if (s->runs != NULL)
		return runs_next(s->runs, e);
	if (s->place == s->filling->n)
		return false;
	*e = entries_nth(s->filling, s->place++);
	return true;
}

void
store_clear(struct store *s)
{
	wait_for_run(s);
	entries_free(&s->table[0]);
	entries_free(&s->table[1]);
	runs_free(s->runs);
	buf_free(&s->batch.text);
	store_begin(s, s->data_size, s->memory, s->fold, s->with);
}
