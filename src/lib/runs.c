#include "runs.h"

#include <stdlib.h>

#include "tempfile.h"

enum {
	BLOCK = 64 * 1024,     /* written at once */
	READ_LEAST = 4 * 1024, /* of a run at once */
	READ_GOOD = 32 * 1024, /* below it, merging in two passes is better */
	READ_MOST = 1024 * 1024,
	FAN_LEAST = 2,
	FAN_MOST = 4096,
};

/* A run, as the bytes of the file that it has. */
struct run {
	uint64_t from, to;
};

struct run_file {
	int fd;        /* if there is a run */
	uint64_t size; /* what has been written; the rest is in `block` */
	struct buf block;
	struct run *run;
	size_t n, cap;
};

/* A run being read: the entry that is next, and the bytes after it. */
struct reader {
	struct run left; /* in the file */
	char *bytes;
	size_t at, n, cap;
	struct entry next;
};

struct runs {
	size_t data_size, memory;
	void (*fold)(const void *with, char *to, const char *from);
	const void *with;
	struct run_file file;
	struct reader *reader;
	struct reader **heap; /* those with an entry left; the least key first */
	size_t readers, heap_n;
	struct buf current; /* the entry handed out */
};

static size_t
clamped(size_t x, size_t least, size_t most)
{
	return x < least ? least : x > most ? most : x;
}

/* Writing */

static void
begin_run(struct run_file *f)
{
	if (f->n == 0)
		f->fd = tempfile_create();
	mem_grow(&f->run, &f->cap, f->n, sizeof *f->run);
	f->run[f->n].from = f->size + f->block.n;
}

static void
write_block(struct run_file *f)
{
	if (f->block.n > 0)
		tempfile_write(f->fd, f->block.p, f->block.n, f->size);
	f->size += f->block.n;
	f->block.n = 0;
}

static void
write_entry(struct run_file *f, struct entry e, size_t data_size)
{
	memcpy(entry_add(&f->block, e.key, data_size), e.data, data_size);
	if (f->block.n >= BLOCK)
		write_block(f);
}

static void
end_run(struct run_file *f)
{
	f->run[f->n++].to = f->size + f->block.n;
}

static void
close_file(struct run_file *f)
{
	if (f->n > 0)
		tempfile_close(f->fd);
	free(f->run);
	buf_free(&f->block);
	*f = (struct run_file){ 0 };
}

/* Reading */

/* Makes sure of `n` bytes from `at` on. */
static void
want(const struct runs *r, struct reader *in, size_t n)
{
	if (in->n - in->at >= n)
		return;
	in->n -= in->at;
	memmove(in->bytes, in->bytes + in->at, in->n);
	in->at = 0;
	if (in->cap < n) {
		in->cap = n;
		in->bytes = mem_resize(in->bytes, n, 1);
	}
	size_t more = in->cap - in->n;
	if (more > in->left.to - in->left.from)
		more = (size_t)(in->left.to - in->left.from);
	tempfile_read(r->file.fd, in->bytes + in->n, more, in->left.from);
	in->left.from += more;
	in->n += more;
}

/* Goes to the next entry of a run; false at its end. */
static bool
read_entry(const struct runs *r, struct reader *in)
{
	if (in->at == in->n && in->left.from == in->left.to)
		return false;
	want(r, in, ENTRY_HEAD);
	size_t size = ENTRY_HEAD + entry_key(in->bytes + in->at).n + r->data_size;
	want(r, in, size);
	in->next = entry_at(in->bytes + in->at);
	in->at += size;
	return true;
}

static bool
is_less(const struct reader *a, const struct reader *b)
{
	return str_cmp(a->next.key, b->next.key) < 0;
}

/* Moves the reader at place `i` of the heap down to where it belongs. */
static void
sift_down(struct runs *r, size_t i)
{
	struct reader *x = r->heap[i];

	for (size_t child; (child = 2 * i + 1) < r->heap_n; i = child) {
		if (child + 1 < r->heap_n && is_less(r->heap[child + 1], r->heap[child]))
			child++;
		if (!is_less(r->heap[child], x))
			break;
		r->heap[i] = r->heap[child];
	}
	r->heap[i] = x;
}

static void
close_readers(struct runs *r)
{
	for (size_t i = 0; i < r->readers; i++)
		free(r->reader[i].bytes);
	free(r->reader);
	free(r->heap);
	r->reader = NULL;
	r->heap = NULL;
	r->readers = r->heap_n = 0;
}

/* Opens `n` runs from number `first` on, to be read as one. */
static void
open_readers(struct runs *r, size_t first, size_t n)
{
	size_t buffer = clamped(r->memory / (n + 1), READ_LEAST, READ_MOST);

	close_readers(r);
	write_block(&r->file);
	r->reader = mem_zalloc(n, sizeof *r->reader);
	r->heap = mem_alloc(n, sizeof(struct reader *));
	r->readers = n;
	for (size_t i = 0; i < n; i++) {
		struct reader *in = &r->reader[i];
		in->left = r->file.run[first + i];
		in->cap = buffer;
		in->bytes = mem_alloc(buffer, 1);
		if (read_entry(r, in))
			r->heap[r->heap_n++] = in;
	}
	for (size_t i = r->heap_n / 2; i-- > 0;)
		sift_down(r, i);
}

/* The runs of a file, so many by so many, become those of another. */
static void
merge_pass(struct runs *r, size_t fan)
{
	struct run_file merged = { 0 };
	struct entry e;

	for (size_t first = 0; first < r->file.n; first += fan) {
		size_t rest = r->file.n - first;
		open_readers(r, first, rest < fan ? rest : fan);
		begin_run(&merged);
		while (runs_next(r, &e))
			write_entry(&merged, e, r->data_size);
		end_run(&merged);
	}
	close_readers(r);
	close_file(&r->file);
	r->file = merged;
}

/* What others see */

struct runs *
runs_new(size_t data_size, size_t memory, void fold(const void *with, char *to, const char *from),
    const void *with)
{
	struct runs *r = mem_zalloc(1, sizeof *r);

	r->data_size = data_size;
	r->memory = memory;
	r->fold = fold;
	r->with = with;
	return r;
}

void
runs_add(struct runs *r, const struct entries *t)
{
	begin_run(&r->file);
	for (size_t i = 0; i < t->n; i++)
		write_entry(&r->file, entries_nth(t, i), r->data_size);
	end_run(&r->file);
}

void
runs_start(struct runs *r)
{
	size_t fan = clamped(r->memory / READ_GOOD, FAN_LEAST, FAN_MOST);

	while (r->file.n > fan)
		merge_pass(r, fan);
	open_readers(r, 0, r->file.n);
}

/* Goes on behind the least entry. */
static void
advance(struct runs *r)
{
	if (!read_entry(r, r->heap[0]))
		r->heap[0] = r->heap[--r->heap_n];
	if (r->heap_n > 0)
		sift_down(r, 0);
}

bool
runs_next(struct runs *r, struct entry *e)
{
	if (r->heap_n == 0)
		return false;
	r->current.n = 0;
	memcpy(entry_add(&r->current, r->heap[0]->next.key, r->data_size), r->heap[0]->next.data,
	    r->data_size);
	*e = entry_at(r->current.p);
	for (advance(r); r->heap_n > 0 && str_eq(r->heap[0]->next.key, e->key); advance(r))
		r->fold(r->with, e->data, r->heap[0]->next.data);
	return true;
}

void
runs_free(struct runs *r)
{
	if (r == NULL)
		return;
	close_readers(r);
	close_file(&r->file);
	buf_free(&r->current);
	free(r);
}
