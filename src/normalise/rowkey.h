/*
 * rowkey: the key of a row for guard G8, as three numbers: series, partner and commodity. The
 * partner's number includes whether the row has a predecessor's code (flag p) and, if breakdown
 * rows are kept, the breakdown.
 */
#ifndef RELIANCE_NORMALISE_ROWKEY_H
#define RELIANCE_NORMALISE_ROWKEY_H

#include "series.h"

enum { ROWKEY_PARTNER_BITS = 24 }; /* of the partner's number */

struct rowkey {
	uint32_t series, partner, commodity;
};

/* Maps the numbers back to their meaning, with the codebook. Zeroed, it is ready to use. */
struct rowkeys {
	bool detail; /* the breakdown is part of the key */
	struct series_table series;
	struct numtab details; /* partners with breakdowns: the partner's number, the breakdown's */
};

/* The number of a head's partner, for rowkey_partner(). Ends the program if there are too many. */
uint32_t rowkey_head_partner(const struct row_head *head);

/* The slow path of rowkey_partner(), for breakdowns. */
uint32_t rowkey_detail_partner(struct rowkeys *k, uint32_t partner, const struct row *row);

/* The partner's number in a row's key; `partner` is the number of its head. */
static inline uint32_t
rowkey_partner(struct rowkeys *k, uint32_t partner, const struct row *row)
{
	partner |= (row->flags & FLAG_PREDECESSOR) != 0;
	return k->detail ? rowkey_detail_partner(k, partner, row) : partner;
}

/* Appends the key to a message: "2022 M USA CHN 284690". */
void rowkey_describe(
    const struct rowkeys *k, const struct codebook *b, struct rowkey key, struct buf *to);

void rowkeys_free(struct rowkeys *k);

#endif
