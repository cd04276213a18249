/*
 * decode-detail: the part of decode that reads the breakdown of a row.
 */
#ifndef RELIANCE_SOURCE_DECODE_DETAIL_H
#define RELIANCE_SOURCE_DECODE_DETAIL_H

#include "decoder.h"

/* Private: is the cell the total, written in one of the ways that nearly all rows use? */
static inline bool
detail_is_total(struct str cell, const char total[4])
{
	return cell.n == 0 || (cell.n == 1 && cell.p[0] == '0') ||
	       (cell.n == 3 && memcmp(cell.p, total, 3) == 0);
}

/* May the row be a breakdown? A quick test for nearly all rows: true is not certain. */
static inline bool
cells_have_detail(const struct cells *c)
{
	return !detail_is_total(c->cell[ROLE_PARTNER2], "W00") ||
	       !detail_is_total(c->cell[ROLE_CUSTOMS], "C00") ||
	       !detail_is_total(c->cell[ROLE_MODE], "0\0\0") ||
	       !detail_is_total(c->cell[ROLE_TRANSPORT], "0\0\0");
}

/*
 * Sets row->detail, which the caller has set to the total, from the cells. Returns null, or an
 * error message, held in `why`.
 */
const char *decode_detail(
    struct decoder *d, const struct cells *c, struct row *row, struct buf *why);

#endif
