#include "reader.h"

#include <stdlib.h>

#include "lib/ahead.h"
#include "lib/die.h"

enum {
	BATCHES = 4,           /* that one file may be ahead */
	ITEMS = 1024,          /* of a batch */
	ITEMS_ALONE = 64,      /* where no thread is to be woken for it */
	SOON = 4,              /* items ahead */
	MOST_OTHERS = 1 << 16, /* rows of other commodities in one item */
};

/* Words of a thread that are to be said in the order of the rows. */
struct word {
	enum die_word kind;
	struct str text;
};

struct batch {
	struct reader_item item[ITEMS];
	size_t n, at; /* items in it, items taken */
	struct arena text;
	struct word *word; /* said before its first item; an end of the program comes last */
	size_t words, words_cap;
};

/* One file on its way. */
struct stream {
	const struct reader *reader;
	size_t file;
	struct decoder decoder;
	struct input *input;
	struct batch *batch, *now; /* all of them; the one being filled */
	struct ahead *ahead;       /* null if there is no thread */
	struct batch *taken;
};

struct reader {
	struct operands operands;
	const struct input_options *options;
	size_t jobs, begun, ended; /* files whose stream was begun, ended */
	struct stream **stream;    /* by file, modulo jobs */
	bool over;                 /* the file's last item was taken */
};

/* Hands words of the thread on; what ends the program ends the thread. */
static void
take_word(void *data, enum die_word kind, const char *text)
{
	struct stream *s = data;
	struct batch *b = s->now;

	mem_grow(&b->word, &b->words_cap, b->words, sizeof *b->word);
	b->word[b->words++] = (struct word){ kind, arena_copy(&b->text, str_of(text)) };
	if (kind != DIE_WARNING)
		ahead_quit();
}

static void
keep_cells(struct batch *b, struct row *row, size_t n)
{
	struct str *kept = arena_alloc(&b->text, n * sizeof *kept);

	for (size_t i = 0; i < n; i++)
		kept[i] = arena_copy(&b->text, row->kept[i]);
	row->kept = kept;
}

/* The next row, or how many of other commodities there are before it. */
static void
fill_item(struct stream *s, struct reader_item *item)
{
	const struct input_options *o = s->reader->options;
	struct batch *b = s->now;

	item->others = 0;
	do {
		item->result = input_next(s->input, &item->row);
	} while (item->result == INPUT_OTHER && ++item->others < MOST_OTHERS);
	item->line = input_line(s->input);
	if (item->result == INPUT_ROW && o->keep > 0)
		keep_cells(b, &item->row, o->keep);
	if (item->result == INPUT_BAD)
		item->why = arena_copy(&b->text, str_of(input_error(s->input)));
	if (item->result == INPUT_BAD || item->result == INPUT_UPSTREAM)
		item->raw = arena_copy(&b->text, input_raw(s->input));
}

/* The first batch says that the file could be opened, and no more: rows may be long in coming. */
static void
open_file(struct stream *s)
{
	const struct reader *r = s->reader;

	s->now->item[0] = (struct reader_item){ .result = INPUT_OPENED };
	s->input = input_open(r->operands.path[s->file], r->options, &s->decoder, s->file == 0);
	s->now->n = input_has_begun(s->input);
}

static bool
fill(struct stream *s, struct batch *b)
{
	enum input_result last = INPUT_ROW;

	s->now = b;
	b->n = b->at = b->words = 0;
	if (b->text.used > 0)
		arena_free(&b->text);
	if (s->input == NULL) {
		open_file(s);
		return true;
	}
	size_t most = s->reader->jobs > 1 ? ITEMS : ITEMS_ALONE;
	while (b->n < most && last != INPUT_END && last != INPUT_UPSTREAM) {
		fill_item(s, &b->item[b->n]);
		last = b->item[b->n++].result;
	}
	return last != INPUT_END && last != INPUT_UPSTREAM;
}

static bool
make(void *maker, size_t slot)
{
	struct stream *s = maker;

	die_divert(take_word, s);
	return fill(s, &s->batch[slot]);
}

static struct stream *
begin_stream(const struct reader *r, size_t file)
{
	struct stream *s = mem_zalloc(1, sizeof *s);
	size_t batches = r->jobs > 1 ? BATCHES : 1;

	s->reader = r;
	s->file = file;
	s->decoder.book = r->options->book;
	s->decoder.edition = r->options->edition;
	s->batch = mem_zalloc(batches, sizeof *s->batch);
	if (r->jobs > 1)
		s->ahead = ahead_begin(make, s, batches);
	return s;
}

static void
end_stream(struct stream *s)
{
	if (s->ahead != NULL)
		ahead_end(s->ahead);
	for (size_t i = 0; i < (s->reader->jobs > 1 ? BATCHES : 1); i++) {
		arena_free(&s->batch[i].text);
		free(s->batch[i].word);
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
	for (size_t i = 0; i < b->words; i++) {
		const char *text = b->word[i].text.p;
		switch (b->word[i].kind) {
		case DIE_WARNING: warn("%s", text); break;
		case DIE_FAILURE: die("%s", text);
		case DIE_MISUSE: misuse("%s", text);
		}
	}
}

static struct batch *
next_batch(struct stream *s)
{
	if (s->ahead == NULL) {
		(void)fill(s, &s->batch[0]);
		return &s->batch[0];
	}
	if (s->taken != NULL)
		ahead_give(s->ahead);
	return &s->batch[ahead_take(s->ahead)];
}

struct reader *
reader_open(struct operands operands, const struct input_options *o, unsigned jobs)
{
	struct reader *r = mem_zalloc(1, sizeof *r);

	r->operands = operands;
	r->options = o;
	r->jobs = jobs;
	r->stream = mem_zalloc(jobs, sizeof *r->stream);
	return r;
}

/* The file whose last item was taken is done with. */
static void
leave_file(struct reader *r)
{
	struct stream *s = r->stream[r->ended % r->jobs];

	say_words(s->taken);
	end_stream(s);
	r->ended++;
	r->over = false;
}

struct reader_item *
reader_next(struct reader *r, size_t *file)
{
	if (r->over)
		leave_file(r);
	for (; r->begun < r->operands.n && r->begun < r->ended + r->jobs; r->begun++)
		r->stream[r->begun % r->jobs] = begin_stream(r, r->begun);
	if (r->ended == r->operands.n)
		return NULL;
	struct stream *s = r->stream[r->ended % r->jobs];
	while (s->taken == NULL || s->taken->at == s->taken->n) {
		if (s->taken != NULL)
			say_words(s->taken);
		s->taken = next_batch(s);
	}
	struct reader_item *item = &s->taken->item[s->taken->at++];
	__builtin_prefetch(item[s->taken->n - s->taken->at > SOON ? SOON : 0].row.commodity);
	r->over = item->result == INPUT_END;
	*file = r->ended;
	return item;
}

void
reader_close(struct reader *r)
{
	if (r->over)
		leave_file(r);
	free(r->stream);
	free(r);
}
