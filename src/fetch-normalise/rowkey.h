/*
 * rowkey: what tells rows apart (guard G8), as three numbers: the series, the partner (with whether
 * a code in the row is a predecessor's, and with the breakdown if rows of those are kept), the
 * commodity.
 */
#ifndef RELIANCE_ROWKEY_H
#define RELIANCE_ROWKEY_H

#include "series.h"

enum { ROWKEY_PARTNER_BITS = 24 }; /* of its number */

struct rowkey {
	uint32_t series, partner, commodity;
};

/* What the numbers stand for. Zero is a good empty one. */
struct rowkeys {
	bool detail; /* the breakdown is part of the key */
	struct series_table series;
	struct numtab details; /* partner and breakdown */
	struct rowkey_partner {
		const struct party *party;
		const struct detail *detail;
		bool predecessor;
	} * partner, *partner_of_detail; /* by number, by number in `details` */
	const struct commodity **commodity;
	size_t partner_cap, detail_cap, commodity_cap;
};

/* The key of a row of that series. Too many different partners end the program. */
struct rowkey rowkey_of(struct rowkeys *k, const struct row *row, uint32_t series);

/* The code of a commodity that a key had. */
struct str rowkey_code(const struct rowkeys *k, uint32_t commodity);

/* Appends "2022 M USA CHN 284690" to a message. */
void rowkey_say(const struct rowkeys *k, struct rowkey key, struct buf *to);

void rowkeys_free(struct rowkeys *k);

#endif
