/*
 * input: reads one file or stdin, in any layout, as rows of trade. Guard G9 is here: an API
 * response that reports an error, or has no data, ends the program with the server's message.
 */
#ifndef RELIANCE_SOURCE_INPUT_H
#define RELIANCE_SOURCE_INPUT_H

#include "decode.h"
#include "lib/operands.h"
#include "trade/hs.h"

struct input_options {
	struct mapping map;
	const char *columns;     /* --columns; null if not given */
	struct str edition;      /* of rows without one; empty if not given */
	struct str *kept;        /* the names of the --keep columns */
	size_t keep;             /* their number */
	bool allow_empty;        /* accept a response without rows */
	bool cached;             /* cached downloads: known to be complete */
	bool want_raw;           /* keep the source text of bad rows */
	unsigned flows;          /* to select, as bits; see flow_is_among(); 0 for all */
	const struct hs_set *hs; /* the commodities to select; empty for all */
	struct codebook *book;
};

/* Ends a message about a bad file of the cache. */
#define INPUT_FETCHED_HINT "; this file is a cached download: remove it to fetch it again"

struct input;

enum input_result {
	INPUT_ROW,
	INPUT_OTHER,    /* of a flow or commodity that is not selected; not decoded */
	INPUT_BAD,      /* a bad row; see input_error() and input_raw() */
	INPUT_UPSTREAM, /* the failure mark of an upstream filter, see input_raw(); no more rows */
	INPUT_END,
	INPUT_OPENED, /* never of input_next(): for callers that queue results */
};

/*
 * Opens operand number `i` and reads up to its first record; input_close() frees it. `o` and `d`
 * must outlive the input, and no other input may use `d`. An unreadable input ends the program. If
 * an option names a column that the table lacks, that is misuse in the first operand, since nothing
 * has been written yet.
 */
struct input *input_open(
    const struct operands *from, size_t i, const struct input_options *o, struct decoder *d);

/* False if the input consists of the failure mark of an upstream filter and nothing else. */
bool input_has_begun(const struct input *in);

/*
 * Reads the next row. `row` is valid until the next call. If the row's head differs from that of
 * the row before (row->fresh), also copies it to `head`.
 */
enum input_result input_next(struct input *in, struct row *row, struct row_head *head);

/* Of the last row: what is wrong with it, its source text, and its line, from 1. */
const char *input_error(const struct input *in);
struct str input_raw(const struct input *in);
uint64_t input_line(const struct input *in);

void input_close(struct input *in);

#endif
