/*
 * input-state: what input.c, which opens an input and binds a layout, and input-rows.c, which reads
 * its rows, know of it. Private to these two.
 */
#ifndef RELIANCE_SOURCE_INPUT_STATE_H
#define RELIANCE_SOURCE_INPUT_STATE_H

#include "gather.h"
#include "input-options.h"
#include "lib/die.h"
#include "records.h"
#include "twin.h"

enum { HEAD_MAX = 64 }; /* bytes of a head that are compared */

struct input {
	const struct input_options *options;
	struct decoder *decoder;
	bool first; /* of the operands */
	const char *name;
	struct bytes *source;
	struct records *records;
	struct binding binding;
	struct cells cells;
	struct row_head head; /* the last one decoded ... */
	char head_text[HEAD_MAX];
	size_t head_n;    /* ... and its source text; 0 if that cannot be compared */
	bool fast;        /* decode_fast() can be tried on rows with the same head */
	struct str *kept; /* the cells of --keep, in UTF-8 */
	struct buf *kept_text;
	bool bound, ever_bound;
	bool skipped;      /* of no known layout, with --skip-unknown: it has no rows */
	char currency[4];  /* of the first binding; later ones must agree */
	bool from_service; /* of the layout */
	bool has_ahead;    /* begin() read the first record: `ahead`, and its error or null */
	enum records_result ahead;
	const char *ahead_error;
	bool converts;             /* values to US dollars, by the rates of the options */
	bool plain;                /* a record is a row */
	struct twin_wanted wanted; /* of a record with both flows */
	bool has_twin;             /* the record just read has a second row */
	struct row one;            /* the first of them */
	struct row_head twin_head;
	struct gather *gather; /* or null */
	bool gathered;         /* all rows are in it */
	uint64_t gather_line;
	uint64_t rows; /* in this file or response */
	bool any;      /* a response was read */
	const char *error;
	struct buf why;
};

/* Ends the program with a message about the current line. */
noreturn void input_fail_at(const struct input *in, const char *why);

/* Reads the next record, and sets its error message or null; checks and skips ends of responses. */
enum records_result input_advance(struct input *in, const char **wrong);

/* Guard G9, at the end of the input. */
void input_check_end(struct input *in);

#endif
