#include "spill.h"

#include <stdlib.h>

#include "lib/io/tempfile.h"

enum {
	BLOCK = ENTRIES_MOST, /* size of a memory block; any entry fits */
	TEXT = 64 * 1024,     /* bytes to collect before a write to the file */
};

void
spill_begin(struct spill *p, size_t data_size, size_t memory)
{
	*p = (struct spill){ .data_size = data_size, .most = memory / BLOCK };
}

/* Writing */

static struct spill_block *
last_block(const struct spill *p)
{
	return &p->block[p->blocks - 1];
}

static void
add_block(struct spill *p)
{
	mem_grow(&p->block, &p->block_cap, p->blocks, sizeof *p->block);
	p->block[p->blocks++] = (struct spill_block){ mem_lines(BLOCK, 1), 0 };
}

static void
write_text(struct spill *p)
{
	if (p->text.n > 0)
		tempfile_write(p->fd, p->text.p, p->text.n, p->file_size);
	p->file_size += p->text.n;
	p->text.n = 0;
}

/* The position of the next entry to be added, in the file or in memory. */
static struct spill_mark
end_of(const struct spill *p, bool in_file)
{
	if (in_file)
		return (struct spill_mark){ 0, p->file_size + p->text.n };
	return (struct spill_mark){ p->blocks - 1, last_block(p)->used };
}

void
spill_begin_run(struct spill *p, size_t size)
{
	struct spill_run run = { .in_file = p->blocks + size / BLOCK + 1 > p->most };

	if (run.in_file && !p->has_file) {
		p->fd = tempfile_create();
		p->has_file = true;
	}
	if (!run.in_file && p->blocks == 0)
		add_block(p);
	run.from = end_of(p, run.in_file);
	mem_grow(&p->run, &p->run_cap, p->n, sizeof *p->run);
	p->run[p->n] = run;
}

void
spill_add(struct spill *p, struct entry e)
{
	size_t size = ENTRY_HEAD + e.key.n + p->data_size;
	const char *bytes = e.key.p - ENTRY_HEAD; /* an entry is contiguous */

	if (p->run[p->n].in_file) {
		buf_add(&p->text, (struct str){ bytes, size });
		if (p->text.n >= TEXT)
			write_text(p);
		return;
	}
	if (BLOCK - last_block(p)->used < size)
		add_block(p);
	struct spill_block *block = last_block(p);
	memcpy(block->bytes + block->used, bytes, size);
	block->used += size;
}

void
spill_end_run(struct spill *p)
{
	struct spill_run *run = &p->run[p->n++];

	run->to = end_of(p, run->in_file);
	if (run->in_file)
		write_text(p);
}

void
spill_free(struct spill *p)
{
	for (size_t i = 0; i < p->blocks; i++)
		free(p->block[i].bytes);
	if (p->has_file)
		tempfile_close(p->fd);
	free(p->block);
	free(p->run);
	buf_free(&p->text);
	spill_begin(p, p->data_size, p->most * BLOCK);
}

/* Reading */

void
spill_read(const struct spill *p, struct spill_reader *in, size_t run, size_t buffer)
{
	*in = (struct spill_reader){ .left = p->run[run] };
	if (in->left.in_file) {
		in->cap = buffer;
		in->bytes = mem_alloc(buffer, 1);
	}
}

static bool
next_in_memory(const struct spill *p, struct spill_reader *in)
{
	struct spill_mark *from = &in->left.from, *to = &in->left.to;
	const struct spill_block *block = &p->block[from->block];

	while (from->block < to->block && from->at == block->used) {
		*from = (struct spill_mark){ from->block + 1, 0 };
		block++;
	}
	if (from->block == to->block && from->at == to->at)
		return false;
	in->next = entry_at(block->bytes + from->at);
	from->at += ENTRY_HEAD + in->next.key.n + p->data_size;
	return true;
}

/* Reads from the file until the buffer has `n` unread bytes. */
static void
fill(const struct spill *p, struct spill_reader *in, size_t n)
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
	if (more > in->left.to.at - in->left.from.at)
		more = (size_t)(in->left.to.at - in->left.from.at);
	tempfile_read(p->fd, in->bytes + in->n, more, in->left.from.at);
	in->left.from.at += more;
	in->n += more;
}

static bool
next_in_file(const struct spill *p, struct spill_reader *in)
{
	if (in->at == in->n && in->left.from.at == in->left.to.at)
		return false;
	fill(p, in, ENTRY_HEAD);
	size_t size = ENTRY_HEAD + entry_key(in->bytes + in->at).n + p->data_size;
	fill(p, in, size);
	in->next = entry_at(in->bytes + in->at);
	in->at += size;
	return true;
}

bool
spill_next(const struct spill *p, struct spill_reader *in)
{
	return in->left.in_file ? next_in_file(p, in) : next_in_memory(p, in);
}

void
spill_reader_free(struct spill_reader *in)
{
	free(in->bytes);
	*in = (struct spill_reader){ 0 };
}

void
spill_drain(struct spill *p, void each(void *to, struct entry e), void *to)
{
	p->most = 0; /* runs that `each` adds go to the file */
	for (size_t i = 0; i < p->blocks; i++) {
		const struct spill_block *block = &p->block[i];
		for (size_t at = 0; at < block->used;) {
			struct entry e = entry_at(block->bytes + at);
			each(to, e);
			at += ENTRY_HEAD + e.key.n + p->data_size;
		}
		free(block->bytes);
	}
	p->blocks = 0;
	size_t n = 0;
	for (size_t i = 0; i < p->n; i++)
		if (p->run[i].in_file)
			p->run[n++] = p->run[i];
	p->n = n;
}
