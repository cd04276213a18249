/*
 * decode: the cells of a source to a row of trade. Owns the tolerance about how a value is written;
 * what cannot be understood is an error, never a guess.
 */
#ifndef RELIANCE_DECODE_H
#define RELIANCE_DECODE_H

#include "layout.h"
#include "lib/keytab.h"
#include "row.h"

/* What decoding counts for the words at the end. */
struct decode_counts {
	uint64_t padded;       /* codes that got their leading zero back */
	uint64_t odd_codes;    /* codes of an odd length, which the HS has not */
	char odd_code[16];     /* the first of them */
	struct keytab unknown; /* country codes that the table does not know */
	uint64_t unknown_rows;
};

struct decoder {
	struct str edition; /* --edition, for rows that do not say; empty if not given */
	struct decode_counts counts;
	struct buf text[4]; /* room for cells that were turned into UTF-8, by role */
	char hs[16], own_edition[4];
};

/*
 * Fills `row`, whose text lives in the cells, the decoder or the tables until the next call.
 * Returns null, or what is wrong with the row (text in `why`).
 */
const char *decode_row(
    struct decoder *d, const struct cells *cells, struct row *row, struct buf *why);

/* `s` in UTF-8: as it is if it is that, else read as ISO-8859-1. False if it is no text at all. */
bool decode_text(struct str s, struct buf *room, struct str *out);

void decoder_free(struct decoder *d);

#endif
