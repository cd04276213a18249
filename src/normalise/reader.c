#include "reader.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/die.h"
#include "lib/producer.h"

enum {
	MAX_BATCHES = 32,      /* ahead, of all files together, */
	MIN_BATCHES = 4,       /* but at least this many per file */
	ITEMS = 1024,          /* of a batch */
	ITEMS_UNTHREADED = 64, /* with a single job, where a batch costs no wakeup */
	MAX_SKIPPED = 1 << 16, /* rows in one item */
};

/*
 * Items of one file, and the messages of the thread that made them: reader_next_batch() prints
 * those in the order of the rows.
 */
struct batch {
	struct reader_item item[ITEMS];
	size_t n;
	struct row_head head[ITEMS + 1]; /* of the rows; first the last one of the batch before */
	size_t heads;
	struct arena text;
	bool last;           /* of its file */
	struct str *warning; /* printed after the items */
	size_t warnings, warnings_cap;
	bool fails; /* after the items, the program ends with this message */
	enum die_kind kind;
	char message[DIE_LINE]; /* no allocation: memory may be exhausted */
};

/* A job: decodes every so many files, one after the other. */
struct stream {
	const struct reader_state *reader;
	size_t file; /* the one being decoded, or the next */
	struct decoder decoder;
	struct input *input;
	struct batch *batch, *now;   /* all batches; the one being filled */
	const struct row_head *head; /* of the last row */
	struct producer *producer;   /* null with a single job, or if there is no thread */
	struct batch *current;       /* the one consumed last; or null */
	bool done;                   /* its messages are printed */
};

struct reader_state {
	struct operands operands;
	const struct input_options *options;
	size_t jobs;
	size_t ended;           /* number of files */
	struct stream **stream; /* by file, modulo jobs; null before its first file */
};

/* Stores a message in the current batch; one that ends the program ends the thread instead. */
static void
capture_message(void *data, enum die_kind kind, const char *text)
{
	struct stream *s = data;
	struct batch *b = s->now;

	if (kind == DIE_WARNING) {
		mem_grow(&b->warning, &b->warnings_cap, b->warnings, sizeof *b->warning);
		b->warning[b->warnings++] = arena_copy(&b->text, str_of(text));
		return;
	}
	b->fails = true;
	b->kind = kind;
	snprintf(b->message, sizeof b->message, "%s", text);
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
 * Points the row to a head that its batch owns: the batch before, whose head it was, may have been
 * released.
 */
static void
own_head(struct stream *s, struct row *row)
{
	struct batch *b = s->now;

	if (row->fresh)
		s->head = &b->head[b->heads++];
	row->head = s->head;
}

/* Makes an item of the next row or event, and counts the rows skipped before it. */
static void
fill_item(struct stream *s, struct reader_item *item)
{
	const struct input_options *o = s->reader->options;
	struct batch *b = s->now;

	item->skipped = 0;
	do {
		item->result = input_next(s->input, &item->row, &b->head[b->heads]);
	} while (item->result == INPUT_OTHER && ++item->skipped < MAX_SKIPPED);
	item->line = input_line(s->input);
	if (item->result == INPUT_ROW) {
		own_head(s, &item->row);
		if (o->keep > 0)
			keep_cells(b, &item->row, o->keep);
		if (o->want_raw && row_lacks_code(&item->row))
			item->raw = arena_copy(&b->text, input_raw(s->input));
		return;
	}
	if (item->result == INPUT_BAD)
		item->error = arena_copy(&b->text, str_of(input_error(s->input)));
	if (item->result == INPUT_BAD || item->result == INPUT_UPSTREAM)
		item->raw = arena_copy(&b->text, input_raw(s->input));
}

/* Makes the first batch: only INPUT_OPENED, because the first row may take long to arrive. */
static void
open_file(struct stream *s)
{
	const struct reader_state *r = s->reader;

	s->now->item[0] = (struct reader_item){ .result = INPUT_OPENED };
	s->input = input_open(&r->operands, s->file, r->options, &s->decoder);
	memcpy(s->now->item[0].currency, input_currency(s->input), sizeof s->now->item[0].currency);
	s->now->n = input_has_begun(s->input);
}

/* Ends the file. Returns false if the job has no other one. */
static bool
end_file(struct stream *s)
{
	const struct reader_state *r = s->reader;

	s->now->last = true;
	input_close(s->input);
	s->input = NULL;
	s->head = NULL;
	s->file += r->jobs;
	return s->file < r->operands.n;
}

/* Fills a batch, which has items of one file. Returns false after the last one of the job. */
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
	size_t max = s->reader->jobs > 1 ? ITEMS : ITEMS_UNTHREADED;
	while (b->n < max && last != INPUT_END && last != INPUT_UPSTREAM) {
		fill_item(s, &b->item[b->n]);
		last = b->item[b->n++].result;
	}
	return last != INPUT_END && last != INPUT_UPSTREAM ? true : end_file(s);
}

/* Fills a slot, in the thread of the producer. */
static bool
make(void *maker, size_t slot)
{
	struct stream *s = maker;

	die_divert(capture_message, s);
	return fill(s, &s->batch[slot]);
}

/*
 * The number of batches of a stream. With too few, the threads of a pipeline wait for each other if
 * there are more threads than processors.
 */
static size_t
batches_of(const struct reader_state *r)
{
	if (r->jobs == 1)
		return 1;
	return r->jobs < MAX_BATCHES / MIN_BATCHES ? MAX_BATCHES / r->jobs : MIN_BATCHES;
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
	s->decoder.class = r->options->class;
	s->batch = mem_zalloc(batches, sizeof *s->batch);
	if (r->jobs > 1)
		s->producer = producer_begin(make, s, batches);
	return s;
}

static void
end_stream(struct stream *s)
{
	if (s->producer != NULL)
		producer_end(s->producer);
	for (size_t i = 0; i < batches_of(s->reader); i++) {
		arena_free(&s->batch[i].text);
		free(s->batch[i].warning);
	}
	decoder_free(&s->decoder);
	free(s->batch);
	free(s);
}

/* Prints the messages of a consumed batch; ends the program if one is fatal. */
static void
print_messages(const struct batch *b)
{
	for (size_t i = 0; i < b->warnings; i++)
		warn("%s", b->warning[i].p);
	if (b->fails && b->kind == DIE_MISUSE)
		misuse("%s", b->message);
	if (b->fails)
		die("%s", b->message);
}

static struct batch *
next_batch(struct stream *s)
{
	if (s->producer == NULL) {
		(void)fill(s, &s->batch[0]);
		return &s->batch[0];
	}
	if (s->current != NULL)
		producer_give(s->producer);
	return &s->batch[producer_take(s->producer)];
}

struct reader *
reader_open(struct operands operands, const struct input_options *o, unsigned jobs)
{
	struct reader *r = mem_zalloc(1, sizeof *r);
	struct reader_state *s = mem_zalloc(1, sizeof *s);

	(void)layout_at(0); /* loads the table of layouts before any other thread starts */
	r->state = s;
	s->operands = operands;
	s->options = o;
	s->jobs = jobs;
	s->stream = mem_zalloc(jobs, sizeof *s->stream);
	return r;
}

/* Begins all jobs. Returns the one that decodes the current file, or null at the end. */
static struct stream *
this_stream(struct reader_state *s)
{
	size_t n = s->operands.n < s->jobs ? s->operands.n : s->jobs;

	if (s->stream[0] == NULL)
		for (size_t i = 0; i < n; i++)
			s->stream[i] = begin_stream(s, i);
	return s->ended < s->operands.n ? s->stream[s->ended % s->jobs] : NULL;
}

bool
reader_next_batch(struct reader *r)
{
	struct reader_state *s = r->state;
	struct stream *now = this_stream(s);

	do {
		if (now != NULL && now->current != NULL && !now->done) {
			now->done = true;
			print_messages(now->current);
			s->ended += now->current->last;
			now = this_stream(s);
		}
		if (now == NULL)
			return false;
		now->current = next_batch(now);
		now->done = false;
	} while (now->current->n == 0);
	r->now = (struct reader_batch){ now->current->item, now->current->n, 0 };
	r->file = s->ended;
	return true;
}

void
reader_close(struct reader *r)
{
	for (size_t i = 0; i < r->state->jobs; i++)
		if (r->state->stream[i] != NULL)
			end_stream(r->state->stream[i]);
	free(r->state->stream);
	free(r->state);
	free(r);
}
