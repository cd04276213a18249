/*
 * reader: the rows of all operands, in their order. With several jobs, that many files are opened
 * and decoded ahead, each in a thread; what comes out is the same, words and failures too.
 */
#ifndef RELIANCE_NORMALISE_READER_H
#define RELIANCE_NORMALISE_READER_H

#include "lib/operands.h"
#include "source/input.h"

struct reader_item {
	enum input_result result;
	uint32_t others; /* rows of other commodities since the item before */
	uint64_t line;
	union {
		struct row row; /* of INPUT_ROW; it may be changed */
		struct {
			struct str why; /* of INPUT_BAD */
			struct str raw; /* of it and INPUT_UPSTREAM: the row as it came */
		};
	};
};

/* In the open for reader_next() alone. */
struct reader_batch {
	struct reader_item *item;
	size_t n, at; /* items in it, items taken */
};

struct reader {
	struct reader_batch now;
	size_t file;
	struct reader_state *state;
};

/* Reads nothing yet. The operands and options must live on. */
struct reader *reader_open(struct operands operands, const struct input_options *o, unsigned jobs);

/* What reader_next() does at the end of a batch: false behind the last item of all. */
bool reader_next_batch(struct reader *r);

/*
 * The next item, and which operand it is of; null behind the last. Every file begins with
 * INPUT_OPENED and ends with INPUT_END. Good until the next call. What makes a file unreadable
 * ends the program.
 */
static inline struct reader_item *
reader_next(struct reader *r, size_t *file)
{
	enum { SOON = 4 };

	if (r->now.at == r->now.n && !reader_next_batch(r))
		return NULL;
	struct reader_item *item = &r->now.item[r->now.at++];
	__builtin_prefetch(item[r->now.n - r->now.at >= SOON ? SOON : 0].row.commodity);
	*file = r->file;
	return item;
}

void reader_close(struct reader *r);

#endif
