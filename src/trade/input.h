/*
 * input: one file or stdin to rows of trade, whatever its layout. Guard G9 lives here: an answer
 * that is no data is an error in the server's own words.
 */
#ifndef RELIANCE_INPUT_H
#define RELIANCE_INPUT_H

#include "decode.h"
#include "hs.h"

struct input_options {
	struct mapping map;
	const char *columns; /* --columns */
	struct str *kept;    /* columns of the source that come along */
	size_t keep;
	bool allow_empty;
	bool want_raw;     /* bad rows are kept as they came */
	bool output_begun; /* too late for misuse */
	struct hs_set *hs; /* the commodities asked for; empty for all */
	struct decoder decoder;
};

struct input;

enum input_result {
	INPUT_ROW,
	INPUT_OTHER, /* a row of a commodity that was not asked for: no other cell of it is read */
	INPUT_BAD, /* a bad row: input_error() says why, input_raw() is it; the next can be read */
	INPUT_END,
};

/*
 * Opens an operand and looks at its first record. Whatever makes it unreadable as a whole ends the
 * program; a column that an option names and it has not is misuse while nothing is written yet.
 */
struct input *input_open(const char *path, struct input_options *o);

/* The next row; its text is good until the next call. */
enum input_result input_next(struct input *in, struct row *row);

const char *input_error(const struct input *in);
struct str input_raw(const struct input *in);
uint64_t input_line(const struct input *in);

void input_close(struct input *in);

#endif
