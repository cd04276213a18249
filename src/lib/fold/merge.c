#include "merge.h"

#include <stdlib.h>

enum {
	READ_LEAST = 4 * 1024, /* smallest and largest read buffer of a run, in bytes */
	READ_MOST = 1024 * 1024,
};

void
merge_begin(struct merge *m, const struct spill *spill,
    void fold(const void *with, char *to, const char *from), const void *with)
{
	*m = (struct merge){ .spill = spill, .fold = fold, .with = with };
}

/* The first 16 bytes of a key as a big-endian number; a shorter key is padded with zeros. */
static udec
begin_of(struct str key)
{
	uint64_t high = str_word(key.p, key.n),
		 low = key.n > 8 ? str_word(key.p + 8, key.n - 8) : 0;

	return (udec)__builtin_bswap64(high) << 64 | __builtin_bswap64(low);
}

static inline bool
is_less(const struct merge_head *a, const struct merge_head *b)
{
	if (a->begin != b->begin)
		return a->begin < b->begin;
	return str_cmp(a->of->next.key, b->of->next.key) < 0;
}

/* Restores the heap after the key of element `i` has increased. */
static void
sift_down(struct merge *m, size_t i)
{
	struct merge_head x = m->heap[i];

	for (size_t child; (child = 2 * i + 1) < m->n; i = child) {
		if (child + 1 < m->n && is_less(&m->heap[child + 1], &m->heap[child]))
			child++;
		if (!is_less(&m->heap[child], &x))
			break;
		m->heap[i] = m->heap[child];
	}
	m->heap[i] = x;
}

/* Advances a reader to its next entry; false at the end of its run. */
static bool
read_next(const struct merge *m, struct merge_head *head)
{
	if (!spill_next(m->spill, head->of))
		return false;
	head->begin = begin_of(head->of->next.key);
	return true;
}

void
merge_open(struct merge *m, size_t first, size_t n, size_t memory)
{
	size_t buffer = memory / (n + 1);

	merge_close(m);
	if (buffer < READ_LEAST)
		buffer = READ_LEAST;
	if (buffer > READ_MOST)
		buffer = READ_MOST;
	m->reader = mem_zalloc(n, sizeof *m->reader);
	m->heap = mem_alloc(n, sizeof *m->heap);
	m->readers = n;
	for (size_t i = 0; i < n; i++) {
		spill_read(m->spill, &m->reader[i], first + i, buffer);
		m->heap[m->n].of = &m->reader[i];
		m->n += read_next(m, &m->heap[m->n]);
	}
	for (size_t i = m->n / 2; i-- > 0;)
		sift_down(m, i);
}

/* Advances past the least entry. */
static void
advance(struct merge *m)
{
	if (!read_next(m, &m->heap[0]))
		m->heap[0] = m->heap[--m->n];
	if (m->n > 0)
		sift_down(m, 0);
}

bool
merge_next(struct merge *m, struct buf *to)
{
	if (m->n == 0)
		return false;
	const struct entry *least = &m->heap[0].of->next;
	size_t data_size = m->spill->data_size;
	char *data = entry_add(to, least->key, data_size);
	struct str key = { data - least->key.n, least->key.n };

	memcpy(data, least->data, data_size);
	for (advance(m); m->n > 0 && str_eq(m->heap[0].of->next.key, key); advance(m))
		m->fold(m->with, data, m->heap[0].of->next.data);
	return true;
}

void
merge_close(struct merge *m)
{
	for (size_t i = 0; i < m->readers; i++)
		spill_reader_free(&m->reader[i]);
	free(m->reader);
	free(m->heap);
	m->reader = NULL;
	m->heap = NULL;
	m->readers = m->n = 0;
}
