#include "store.h"

#include "keytab.h"

enum {
	BATCH_BYTES = 64 * 1024, /* beyond which a batch is not filled */
	NEAR = 256 * 1024,       /* a table up to this is in the cache as it is */
};

void
store_begin(struct store *s, size_t data_size, size_t memory,
    void fold(const void *with, char *to, const char *from), const void *with)
{
	memset(s, 0, sizeof *s);
	s->data_size = data_size;
	s->memory = memory;
	s->fold = fold;
	s->with = with;
	entries_begin(&s->table, data_size);
}

/* The table becomes a run. */
static void
spill(struct store *s)
{
	if (s->runs == NULL)
		s->runs = runs_new(s->data_size, s->memory, s->fold, s->with);
	entries_sort(&s->table);
	runs_add(s->runs, &s->table);
	entries_clear(&s->table);
}

/* Puts an entry into the table, or adds it to the one that is there. Returns that. */
static struct entry
put(struct store *s, const char *bytes, struct entry new, uint32_t hash)
{
	size_t size = ENTRY_HEAD + new.key.n + s->data_size;
	bool fresh;

	if (s->memory > 0 && s->table.n > 0 && entries_cost(&s->table, size) > s->memory)
		spill(s);
	struct entry e = entries_put(&s->table, bytes, hash, &fresh);
	if (!fresh)
		s->fold(s->with, e.data, new.data);
	return e;
}

/*
 * The table's memory is asked for before it is looked at, for the whole batch. Where a key is that
 * of the entry before, as in sorted input, nothing is looked for.
 */
static void
put_batch(struct store *s)
{
	struct entry new[STORE_BATCH], last = { 0 };
	uint32_t hash[STORE_BATCH];
	bool again[STORE_BATCH], far = s->table.used > NEAR;

	for (size_t i = 0; i < s->staged; i++) {
		new[i] = entry_at(s->batch.p + s->at[i]);
		again[i] = i > 0 && str_eq(new[i].key, new[i - 1].key);
		hash[i] = again[i] ? hash[i - 1] : (uint32_t)(hash_bytes(new[i].key, 0) >> 32);
		if (far)
			entries_prefetch_slot(&s->table, hash[i]);
	}
	for (size_t i = 0; far && i < s->staged; i++)
		if (!again[i])
			entries_prefetch(&s->table, hash[i]);
	for (size_t i = 0; i < s->staged; i++)
		if (again[i])
			s->fold(s->with, last.data, new[i].data);
		else
			last = put(s, s->batch.p + s->at[i], new[i], hash[i]);
	s->batch.n = 0;
	s->staged = 0;
}

char *
store_add(struct store *s, struct str key)
{
	if (s->staged == STORE_BATCH || s->batch.n >= BATCH_BYTES)
		put_batch(s);
	s->at[s->staged++] = s->batch.n;
	return entry_add(&s->batch, key, s->data_size);
}

void
store_start(struct store *s)
{
	if (s->staged > 0)
		put_batch(s);
	if (s->runs != NULL && s->table.n > 0)
		spill(s);
	if (s->runs != NULL) {
		entries_free(&s->table); /* its memory is the merge's */
		runs_start(s->runs);
	} else if (s->table.order == NULL) {
		slots_free(&s->table.slots); /* so that the order can have their memory */
		entries_sort(&s->table);
	}
	s->place = 0;
}

bool
store_next(struct store *s, struct entry *e)
{
	if (s->runs != NULL)
		return runs_next(s->runs, e);
	if (s->place == s->table.n)
		return false;
	*e = entries_nth(&s->table, s->place++);
	return true;
}

void
store_clear(struct store *s)
{
	entries_free(&s->table);
	runs_free(s->runs);
	s->runs = NULL;
	buf_free(&s->batch);
	s->staged = 0;
}
