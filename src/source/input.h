/*
 * input: one file or stdin to rows of trade, whatever its layout. Guard G9 lives here: an answer
 * that is no data is an error in the server's own words.
 */
#ifndef RELIANCE_SOURCE_INPUT_H
#define RELIANCE_SOURCE_INPUT_H

#include "decode.h"
#include "trade/hs.h"

struct input_options {
	struct mapping map;
	const char *columns; /* --columns */
	struct str edition;  /* of rows that do not say; empty if not given */
	struct str *kept;    /* columns of the source that come along */
	size_t keep;
	bool allow_empty;
	bool whole;                  /* who fetched it saw to it that no limit cut it off */
	bool want_raw;           /* bad rows are kept as they came */
	unsigned flows;          /* those asked for, as flow_is_among() has them; 0 for all */
	const struct hs_set *hs; /* the commodities asked for; empty for all */
	struct codebook *book;
};

/* What can be done about a file that was fetched and is no good. */
#define INPUT_FETCHED_HINT "; this was fetched and kept: remove the file, and it is fetched again"

struct input;

enum input_result {
	INPUT_ROW,
	INPUT_OTHER,    /* of a flow or a commodity that was not asked for: no other cell is read */
	INPUT_BAD,      /* a bad row: input_error() says why, input_raw() is it */
	INPUT_UPSTREAM, /* the mark of a filter that failed before us, input_raw(); no more rows */
	INPUT_END,
	INPUT_OPENED, /* for those who tell of more than rows; not of input_next() */
};

/*
 * Opens an operand and looks at its first record. Whatever makes it unreadable as a whole ends the
 * program; a column that an option names and it has not is misuse in the `first` operand, while
 * nothing is written yet. `d` must be the input's alone.
 */
struct input *input_open(
    const char *path, const struct input_options *o, struct decoder *d, bool first);

/* False if all there is is the mark of a filter that failed: input_next() will say so at once. */
bool input_has_begun(const struct input *in);

/*
 * The next row; what it keeps is good until the next call. A head that is not that of the row
 * before is put into `head`.
 */
enum input_result input_next(struct input *in, struct row *row, struct row_head *head);

const char *input_error(const struct input *in);
struct str input_raw(const struct input *in);
uint64_t input_line(const struct input *in);

void input_close(struct input *in);

#endif
