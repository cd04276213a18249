#include "blocks.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/die.h"
#include "lib/mem.h"
#include "lib/producer.h"

enum {
	BLOCK = 256 * 1024,
	BLOCKS = 3,       /* one with the consumer, one full, one being filled */
	MUCH = 4 * BLOCK, /* bytes of input that are worth a thread */
};

struct blocks {
	struct bytes *source;
	char delimiter;
	size_t longest;
	scan_function *scan;
	struct buf rest; /* an incomplete line, the beginning of the next block */
	size_t total;    /* bytes read */
	struct blocks_block block[BLOCKS];
	struct producer *thread; /* null: none has been started */
	bool alone;              /* no thread can be started */
	bool taken;              /* the consumer has a block of the thread's */
	size_t slot;             /* the block that the thread is filling */
	char message[128];       /* of a failure in the thread; empty if there is none */
};

struct blocks *
blocks_open(struct bytes *source, char delimiter, size_t longest)
{
	struct blocks *f = mem_zalloc(1, sizeof *f);

	f->source = source;
	f->delimiter = delimiter;
	f->longest = longest;
	f->scan = scan_best();
	f->alone = sysconf(_SC_NPROCESSORS_ONLN) < 2;
	return f;
}

/* Makes room for `n` bytes of text, and for as many marks and lines. */
static void
reserve(struct blocks_block *b, size_t n)
{
	if (n > b->cap) {
		b->cap = n;
		b->text = mem_resize(b->text, n + BLOCKS_SLACK, 1);
	}
	if (n + 1 > b->scan_cap) {
		b->scan_cap = n + 1;
		b->scan.mark =
		    mem_resize(b->scan.mark, b->scan_cap + SCAN_SLACK, sizeof *b->scan.mark);
		b->scan.line =
		    mem_resize(b->scan.line, b->scan_cap + SCAN_SLACK, sizeof *b->scan.line);
	}
}

static void
scan(const struct blocks *f, struct blocks_block *b)
{
	b->scan.marks = b->scan.lines = b->scan.special = 0;
	f->scan(&b->scan, b->text, b->n, f->delimiter);
	if (b->next != BLOCKS_END || b->n == 0 || b->text[b->n - 1] == '\n')
		return;
	/* the last line has no newline: add the mark that one would have */
	b->scan.line[b->scan.lines++] = (uint32_t)b->scan.marks | b->scan.special;
	b->scan.mark[b->scan.marks++] = (uint32_t)b->n;
}

/* Moves the incomplete last line from the block to `rest`. */
static void
keep_rest(struct blocks *f, struct blocks_block *b)
{
	const struct scan *s = &b->scan;
	size_t whole = 0;

	if (s->lines > 0) {
		whole = s->mark[s->line[s->lines - 1] & ~SCAN_SPECIAL];
		whole += b->text[whole] == '\r' ? 2 : 1;
	}
	f->rest.n = 0;
	buf_add(&f->rest, (struct str){ b->text + whole, b->n - whole });
	b->n = whole;
	if (f->rest.n > f->longest)
		b->next = BLOCKS_TOO_LONG;
}

/* Fills a block: reads until it has at least one whole line, or the input ends. */
static void
fill(struct blocks *f, struct blocks_block *b)
{
	do {
		size_t n = f->rest.n;
		reserve(b, n + BLOCK / 2 > BLOCK ? n + BLOCK / 2 : BLOCK);
		if (n > 0)
			memcpy(b->text, f->rest.p, n);
		ssize_t got = bytes_read(f->source, b->text + n, b->cap - n);
		b->n = got > 0 ? n + (size_t)got : got == 0 ? n : 0;
		b->next = got > 0 ? BLOCKS_MORE : got == 0 ? BLOCKS_END : BLOCKS_FAILED;
		f->total += got > 0 ? (size_t)got : 0;
		scan(f, b);
		if (b->next == BLOCKS_MORE)
			keep_rest(f, b);
	} while (b->next == BLOCKS_MORE && b->scan.lines == 0);
}

/* Called for die() in the thread: ends the thread instead; the consumer reports the message. */
static void
take_message(void *data, enum die_kind kind, const char *text)
{
	struct blocks *f = data;
	struct blocks_block *b = &f->block[f->slot];

	if (kind == DIE_WARNING)
		return;
	snprintf(f->message, sizeof f->message, "%s", text);
	b->n = b->scan.lines = 0;
	b->next = BLOCKS_FAILED;
	producer_quit();
}

static bool
make(void *maker, size_t slot)
{
	struct blocks *f = maker;

	f->slot = slot;
	die_divert(take_message, f);
	fill(f, &f->block[slot]);
	return f->block[slot].next == BLOCKS_MORE;
}

static void
begin_thread(struct blocks *f)
{
	if (bytes_can_stop(f->source))
		f->thread = producer_begin(make, f, BLOCKS);
	f->alone = f->thread == NULL;
}

const struct blocks_block *
blocks_take(struct blocks *f)
{
	if (f->thread == NULL && !f->alone && f->total >= MUCH)
		begin_thread(f);
	if (f->thread == NULL) {
		fill(f, &f->block[0]);
		return &f->block[0];
	}
	if (f->taken)
		producer_give(f->thread);
	f->taken = true;
	return &f->block[producer_take(f->thread)];
}

const char *
blocks_error(const struct blocks *f)
{
	return f->message[0] != '\0' ? f->message : bytes_error(f->source);
}

void
blocks_close(struct blocks *f)
{
	if (f->thread != NULL) {
		bytes_stop(f->source);
		producer_end(f->thread);
	}
	for (size_t i = 0; i < BLOCKS; i++) {
		free(f->block[i].text);
		free(f->block[i].scan.mark);
		free(f->block[i].scan.line);
	}
	buf_free(&f->rest);
	free(f);
}
