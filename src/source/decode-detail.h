/*
 * decode-detail: the part of decode that reads the breakdown of a row.
 */
#ifndef RELIANCE_SOURCE_DECODE_DETAIL_H
#define RELIANCE_SOURCE_DECODE_DETAIL_H

#include "decoder.h"

/*
 * Sets row->detail, which the caller has set to the total, from the cells. Returns null, or an
 * error message, held in `why`.
 */
const char *decode_detail(
    struct decoder *d, const struct cells *c, struct row *row, struct buf *why);

#endif
