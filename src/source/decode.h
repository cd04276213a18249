/*
 * decode: turns the cells of a source into a row of trade. Accepts the different ways in which
 * sources write a value; a value that it does not understand is an error, never a guess.
 */
#ifndef RELIANCE_SOURCE_DECODE_H
#define RELIANCE_SOURCE_DECODE_H

#include "layout.h"
#include "lib/hash/memo.h"
#include "row.h"

/*
 * The decoder of one input. The caller sets `book`, which decoders may share, and `edition`, zeroes
 * the rest and calls decode_begin().
 */
struct decoder {
	struct codebook *book;
	struct str edition; /* --edition: of rows without an edition; empty if not given */
	const struct layout *layout;
	unsigned shift;    /* of the layout */
	bool may_overread; /* DEC_ROOM bytes after each cell are readable */
	bool has_details;  /* the table has cells for flags or breakdowns */
	/* caches from the text of a cell to its value */
	struct memo dates, flows, reporters, partners, commodities, classes;
	const struct detail *total; /* codebook_total() */
	struct buf text;            /* a cell converted to UTF-8 */
};

/* Prepares for rows of a new binding, and empties the caches. */
void decode_begin(struct decoder *d, const struct binding *b, bool may_overread);

/*
 * Decode the cells of ROLES_OF_HEAD into `head`, and the other cells into `row`, whose head is set
 * already. Codes become entries of the codebook. Return null, or an error message, held in `why`.
 */
const char *decode_head(
    struct decoder *d, const struct cells *cells, struct row_head *head, struct buf *why);
const char *decode_rest(
    struct decoder *d, const struct cells *cells, struct row *row, struct buf *why);

/*
 * The fast path of decode_rest(), for cells as written, without quotes removed: a commodity in the
 * cache and short numbers. Returns false if it does not apply; call decode_rest() then. Needs
 * `may_overread` and no `has_details`.
 */
bool decode_fast(
    struct decoder *d, struct str hs, struct str value, struct str weight, struct row *row);

/*
 * Sets `out` to `s` in UTF-8: to `s` itself if it is valid, else to its conversion from ISO-8859-1,
 * held in `room`. False if `s` has control characters of either, so that it is not text.
 */
bool decode_text(struct str s, struct buf *room, struct str *out);

/* Frees the caches; not the codebook. */
void decoder_free(struct decoder *d);

#endif
