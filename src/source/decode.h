/*
 * decode: the cells of a source to a row of trade. Owns the tolerance about how a value is written;
 * what cannot be understood is an error, never a guess.
 */
#ifndef RELIANCE_SOURCE_DECODE_H
#define RELIANCE_SOURCE_DECODE_H

#include "layout.h"
#include "lib/hash/memo.h"
#include "row.h"

/* One input's; the codebook may be shared. */
struct decoder {
	struct codebook *book;
	struct str edition; /* --edition, for rows that do not say; empty if not given */
	const struct layout *layout;
	unsigned shift;  /* of value and weight, as the layout has it */
	bool roomy;      /* behind the cells DEC_ROOM bytes may be read */
	bool tells_more; /* there are cells for flags or breakdowns */
	/* what cells say, by how they are written */
	struct memo dates, flows, reporters, partners, commodities, classes;
	const struct detail *whole; /* the codebook's */
	struct buf text;            /* room for a cell that is turned into UTF-8 */
};

/* The rows that come now are of this form (`roomy` as above): forgets what cells of another one
 * said.
 */
void decode_begin(struct decoder *d, const struct binding *b, bool roomy);

/*
 * What the cells of ROLES_OF_HEAD say, and, in a row that has its head, what the others do; the
 * codes are the codebook's. Each returns null, or what is wrong with the row (text in `why`).
 */
const char *decode_head(
    struct decoder *d, const struct cells *cells, struct row_head *head, struct buf *why);
const char *decode_rest(
    struct decoder *d, const struct cells *cells, struct row *row, struct buf *why);

/*
 * decode_rest() for a row whose cells, as they are written, are usual ones: a commodity that was
 * there before, short numbers. False if one of them is not; decode_rest() is to read the row then.
 * For layouts without other cells, that are roomy.
 */
bool decode_usual(
    struct decoder *d, struct str hs, struct str value, struct str weight, struct row *row);

/* `s` in UTF-8: as it is if it is that, else read as ISO-8859-1. False if it is no text at all. */
bool decode_text(struct str s, struct buf *room, struct str *out);

void decoder_free(struct decoder *d);

#endif
