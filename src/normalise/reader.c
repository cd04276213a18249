#include "reader.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/producer.h"
#include "lib/die.h"

enum {
	BATCHES = 32,          /* that all files together may be ahead, */
	BATCHES_LEAST = 4,     /* and each of many */
	ITEMS = 1024,          /* of a batch */
	ITEMS_ALONE = 64,      /* where no thread is to be woken for it */
	MOST_OTHERS = 1 << 16, /* rows of other commodities in one item */
};

/* What a thread has to say is said in the order of the rows. */
struct batch {
	struct reader_item item[ITEMS];
	size_t n;
	struct row_head
	    head[ITEMS + 1]; /* those of the rows; first the last one of the batch before */
	size_t heads;
	struct arena text;
	bool last;           /* of its file */
	struct str *warning; /* said behind its items */
	size_t warnings, warnings_cap;
	bool ends;            /* then it ends the program */
	enum die_kind end;    /* so, */
	char words[DIE_LINE]; /* with these words: there may be no more memory for them */
};

/* One file on its way. */
struct stream {
	const struct reader_state *reader;
	size_t file;
	struct decoder decoder;
	struct input *input;
	struct batch *batch, *now;   /* all of them; the one being filled */
	const struct row_head *head; /* that of the last row */
	struct producer *ahead;         /* null if there is no thread */
	struct batch *taken;
};

struct reader_state {
	struct operands operands;
	const struct input_options *options;
	size_t jobs, begun, ended; /* files whose stream was begun, ended */
	struct stream **stream;    /* by file, modulo jobs */
};

/* Hands words of the thread on; what ends the program ends the thread. */
static void
take_word(void *data, enum die_kind kind, const char *text)
{
	struct stream *s = data;
	struct batch *b = s->now;

	if (kind == DIE_WARNING) {
		mem_grow(&b->warning, &b->warnings_cap, b->warnings, sizeof *b->warning);
		b->warning[b->warnings++] = arena_copy(&b->text, str_of(text));
		return;
	}
	b->ends = true;
	b->end = kind;
	snprintf(b->words, sizeof b->words, "%s", text);
	producer_quit();
}

static void
keep_cells(struct batch *b, struct row *row, size_t n)
{
	struct str *kept = arena_alloc(&b->text, n * sizeof *kept);

	for (size_t i = 0; i < n; i++)
		kept[i] = arena_copy(&b->text, row->kept[i]);
	row->kept = kept;
}

/*
 * Makes the row's head one of the batch's. Who takes the rows of the batch before may be done with
 * them, and its heads be gone.
 */
static void
take_head(struct stream *s, struct row *row)
{
	struct batch *b = s->now;

	if (row->fresh)
		s->head = &b->head[b->heads++];
	row->head = s->head;
}

/* The next row, or how many of other commodities there are before it. */
static void
fill_item(struct stream *s, struct reader_item *item)
{
	const struct input_options *o = s->reader->options;
	struct batch *b = s->now;

	item->others = 0;
	do {
		item->result = input_next(s->input, &item->row, &b->head[b->heads]);
	} while (item->result == INPUT_OTHER && ++item->others < MOST_OTHERS);
	item->line = input_line(s->input);
	if (item->result == INPUT_ROW) {
		take_head(s, &item->row);
		if (o->keep > 0)
			keep_cells(b, &item->row, o->keep);
		return;
	}
	if (item->result == INPUT_BAD)
		item->why = arena_copy(&b->text, str_of(input_error(s->input)));
	if (item->result == INPUT_BAD || item->result == INPUT_UPSTREAM)
		item->raw = arena_copy(&b->text, input_raw(s->input));
}

/* The first batch says that the file could be opened, and no more: rows may be long in coming. */
static void
open_file(struct stream *s)
{
	const struct reader_state *r = s->reader;

	s->now->item[0] = (struct reader_item){ .result = INPUT_OPENED };
	s->input = input_open(r->operands.path[s->file], r->options, &s->decoder, s->file == 0);
	s->now->n = input_has_begun(s->input);
}

static bool
fill(struct stream *s, struct batch *b)
{
	enum input_result last = INPUT_ROW;

	s->now = b;
	b->n = b->warnings = 0;
	if (b->text.used > 0)
		arena_free(&b->text);
	b->last = false;
	b->heads = 0;
	if (s->head != NULL) {
		b->head[0] = *s->head;
		s->head = &b->head[b->heads++];
	}
	if (s->input == NULL) {
		open_file(s);
		return true;
	}
	size_t most = s->reader->jobs > 1 ? ITEMS : ITEMS_ALONE;
	while (b->n < most && last != INPUT_END && last != INPUT_UPSTREAM) {
		fill_item(s, &b->item[b->n]);
		last = b->item[b->n++].result;
	}
	b->last = last == INPUT_END || last == INPUT_UPSTREAM;
	return !b->last;
}

static bool
make(void *maker, size_t slot)
{
	struct stream *s = maker;

	die_divert(take_word, s);
	return fill(s, &s->batch[slot]);
}

/*
 * How many batches a stream has. With few of them the threads of a pipeline wait for each other
 * where there are more threads than processors.
 */
static size_t
batches_of(const struct reader_state *r)
{
	if (r->jobs == 1)
		return 1;
	return r->jobs < BATCHES / BATCHES_LEAST ? BATCHES / r->jobs : BATCHES_LEAST;
}

static struct stream *
begin_stream(const struct reader_state *r, size_t file)
{
	struct stream *s = mem_zalloc(1, sizeof *s);
	size_t batches = batches_of(r);

	s->reader = r;
	s->file = file;
	s->decoder.book = r->options->book;
	s->decoder.edition = r->options->edition;
	s->batch = mem_zalloc(batches, sizeof *s->batch);
	if (r->jobs > 1)
		s->ahead = producer_begin(make, s, batches);
	return s;
}

static void
end_stream(struct stream *s)
{
	if (s->ahead != NULL)
		producer_end(s->ahead);
	for (size_t i = 0; i < batches_of(s->reader); i++) {
		arena_free(&s->batch[i].text);
		free(s->batch[i].warning);
	}
	input_close(s->input);
	decoder_free(&s->decoder);
	free(s->batch);
	free(s);
}

/* Says what the thread had to say, now that it is its turn. */
static void
say_words(const struct batch *b)
{
	for (size_t i = 0; i < b->warnings; i++)
		warn("%s", b->warning[i].p);
	if (b->ends && b->end == DIE_MISUSE)
		misuse("%s", b->words);
	if (b->ends)
		die("%s", b->words);
}

static struct batch *
next_batch(struct stream *s)
{
	if (s->ahead == NULL) {
		(void)fill(s, &s->batch[0]);
		return &s->batch[0];
	}
	if (s->taken != NULL)
		producer_give(s->ahead);
	return &s->batch[producer_take(s->ahead)];
}

struct reader *
reader_open(struct operands operands, const struct input_options *o, unsigned jobs)
{
	struct reader *r = mem_zalloc(1, sizeof *r);
	struct reader_state *s = mem_zalloc(1, sizeof *s);

	r->state = s;
	s->operands = operands;
	s->options = o;
	s->jobs = jobs;
	s->stream = mem_zalloc(jobs, sizeof *s->stream);
	return r;
}

/* Begins the streams that may be under way. Null if there are no more. */
static struct stream *
this_stream(struct reader_state *s)
{
	for (; s->begun < s->operands.n && s->begun < s->ended + s->jobs; s->begun++)
		s->stream[s->begun % s->jobs] = begin_stream(s, s->begun);
	return s->ended < s->operands.n ? s->stream[s->ended % s->jobs] : NULL;
}

bool
reader_next_batch(struct reader *r)
{
	struct reader_state *s = r->state;
	struct stream *now = this_stream(s);

	do {
		if (now != NULL && now->taken != NULL) {
			say_words(now->taken);
			if (now->taken->last) {
				end_stream(now);
				s->ended++;
				now = this_stream(s);
			}
		}
		if (now == NULL)
			return false;
		now->taken = next_batch(now);
	} while (now->taken->n == 0);
	r->now = (struct reader_batch){ now->taken->item, now->taken->n, 0 };
	r->file = now->file;
	return true;
}

void
reader_close(struct reader *r)
{
	free(r->state->stream);
	free(r->state);
	free(r);
}
