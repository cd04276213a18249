/*
 * reader: the rows of all operands, in their order. With several jobs, that many files are opened
 * and decoded ahead, each in a thread; what comes out is the same, words and failures too.
 */
#ifndef RELIANCE_READER_H
#define RELIANCE_READER_H

#include "lib/operands.h"
#include "trade/input.h"

struct reader_item {
	enum input_result result;
	uint64_t others; /* rows of other commodities since the item before */
	uint64_t line;
	struct row row; /* of INPUT_ROW; it may be changed */
	struct str why; /* of INPUT_BAD */
	struct str raw; /* of INPUT_BAD if bad rows are kept, and of INPUT_UPSTREAM */
};

struct reader;

/* Reads nothing yet. The operands and options must live on. */
struct reader *reader_open(struct operands operands, const struct input_options *o, unsigned jobs);

/*
 * The next item, and which operand it is of; null behind the last. Every file begins with
 * INPUT_OPENED and ends with INPUT_END. Good until the next call. What makes a file unreadable
 * ends the program.
 */
struct reader_item *reader_next(struct reader *r, size_t *file);

void reader_close(struct reader *r);

#endif
