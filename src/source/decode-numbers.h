/*
 * decode-numbers: the part of decode that reads value and weight, in the unit of the layout or row.
 */
#ifndef RELIANCE_SOURCE_DECODE_NUMBERS_H
#define RELIANCE_SOURCE_DECODE_NUMBERS_H

#include "decoder.h"
#include "lib/num/amount-quick.h"

/* A number that amount_read() may not know: with blanks that nobody sees, or an apostrophe. */
enum dec_result read_odd_number(
    struct decoder *d, struct str cell, unsigned shift, struct amount *out);

static inline enum dec_result
read_number(struct decoder *d, struct str cell, unsigned shift, struct amount *out)
{
	return d->may_overread && amount_read_quickly(out, cell, shift)
		   ? DEC_OK
		   : read_odd_number(d, cell, shift, out);
}

/*
 * Decodes the numbers of a row in the ways of few layouts: with a measure, a unit, or a value for
 * each flow. Returns null, or an error message, held in `why`.
 */
const char *decode_odd_numbers(
    struct decoder *d, const struct cells *c, struct row *row, struct buf *why);

/* A cell as the value of a row, times 10^shift. Returns the same. */
const char *decode_value(
    struct decoder *d, struct str cell, unsigned shift, struct row *row, struct buf *why);

#endif
