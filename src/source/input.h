/*
 * input: reads one file or stdin, in any layout, as rows of trade. Guard G9 is here: an API
 * response that reports an error, or has no data, ends the program with the server's message.
 */
#ifndef RELIANCE_SOURCE_INPUT_H
#define RELIANCE_SOURCE_INPUT_H

#include "decode.h"
#include "input-options.h"
#include "lib/operands.h"

struct input;

/*
 * Opens operand number `i` and reads up to its first record; input_close() frees it. `o` and `d`
 * must outlive the input, and no other input may use `d`. An unreadable input ends the program. If
 * an option names a column that the table lacks, that is misuse in the first operand, since nothing
 * has been written yet.
 */
struct input *input_open(
    const struct operands *from, size_t i, const struct input_options *o, struct decoder *d);

/* The currency of the values, ISO 4217 in capitals, static or of the input; "" if not known yet. */
const char *input_currency(const struct input *in);

/* The name of the layout; "" if it is not known, as of a file that was passed over. */
struct str input_layout(const struct input *in);

/* Of a file that was passed over: the --map that its columns suggest; else "". */
const char *input_hint(struct input *in);

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
