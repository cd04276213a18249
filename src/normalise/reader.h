/*
 * reader: the rows of all operands, in order. With several jobs, as many files are decoded ahead,
 * each in its own thread; the rows and messages are the same for any number of jobs.
 */
#ifndef RELIANCE_NORMALISE_READER_H
#define RELIANCE_NORMALISE_READER_H

#include "lib/operands.h"
#include "source/input.h"

struct reader_item {
	enum input_result result;
	uint32_t skipped; /* rows of other flows or commodities before this item */
	uint64_t line;
	/* the input row: INPUT_BAD, INPUT_UPSTREAM; INPUT_ROW if rejects are kept and it lacks_code
	 */
	struct str raw;
	union {
		struct row row;   /* INPUT_ROW; the consumer may change it */
		struct str error; /* INPUT_BAD */
		char currency[4]; /* INPUT_OPENED: of the values; "" if there are no rows */
	};
};

/* Private. Defined here only so that reader_next() can be inlined. */
struct reader_batch {
	struct reader_item *item;
	size_t n, at; /* number of items; the next one */
};

struct reader {
	struct reader_batch now;
	size_t file;
	struct reader_state *state;
};

/* Opens a reader for the operands, which must outlive it, as must the options. */
struct reader *reader_open(struct operands operands, const struct input_options *o, unsigned jobs);

/* The slow path of reader_next(): gets the next batch. Returns false at the end of all input. */
bool reader_next_batch(struct reader *r);

/*
 * Returns the next item, valid until the next call, and sets `file` to the index of its operand;
 * returns null at the end. Each file gives INPUT_OPENED first and INPUT_END last. Ends the program
 * if a file is unreadable.
 */
static inline struct reader_item *
reader_next(struct reader *r, size_t *file)
{
	enum { PREFETCH = 4 }; /* items ahead */

	if (r->now.at == r->now.n && !reader_next_batch(r))
		return NULL;
	struct reader_item *item = &r->now.item[r->now.at++];
	__builtin_prefetch(item[r->now.n - r->now.at >= PREFETCH ? PREFETCH : 0].row.commodity);
	*file = r->file;
	return item;
}

void reader_close(struct reader *r);

#endif
