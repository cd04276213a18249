/*
 * rowkey: what tells rows apart (guard G8), as three numbers: the series, the partner (with whether
 * a code in the row is a predecessor's, and with the breakdown if rows of those are kept), the
 * commodity.
 */
#ifndef RELIANCE_NORMALISE_ROWKEY_H
#define RELIANCE_NORMALISE_ROWKEY_H

#include "series.h"

enum { ROWKEY_PARTNER_BITS = 24 }; /* of its number */

struct rowkey {
	uint32_t series, partner, commodity;
};

/* What the numbers stand for, beside the codebook. Zero is a good empty one. */
struct rowkeys {
	bool detail; /* the breakdown is part of the key */
	struct series_table series;
	struct numtab details;         /* partners with breakdowns */
	struct numtab_key *detail_key; /* by number there: the partner's number, the breakdown's */
	size_t detail_cap;
};

/* The number of a head's partner, for rowkey_partner(). Too many different ones end the program. */
uint32_t rowkey_head_partner(const struct row_head *head);

/* What rowkey_partner() does for breakdowns. */
uint32_t rowkey_detail_partner(struct rowkeys *k, uint32_t partner, const struct row *row);

/* The number of a row's partner in its key; `partner` is that of its head. */
static inline uint32_t
rowkey_partner(struct rowkeys *k, uint32_t partner, const struct row *row)
{
	partner |= (row->flags & FLAG_PREDECESSOR) != 0;
	return k->detail ? rowkey_detail_partner(k, partner, row) : partner;
}

/* Appends "2022 M USA CHN 284690" to a message. */
void rowkey_say(
    const struct rowkeys *k, const struct codebook *b, struct rowkey key, struct buf *to);

void rowkeys_free(struct rowkeys *k);

#endif
