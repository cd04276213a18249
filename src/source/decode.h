/*
 * decode: turns the cells of a source into a row of trade. Accepts the different ways in which
 * sources write a value; a value that it does not understand is an error, never a guess.
 */
#ifndef RELIANCE_SOURCE_DECODE_H
#define RELIANCE_SOURCE_DECODE_H

#include "decoder.h"

/* Prepares for rows of a new binding, and empties the caches. `semicolons` separate the fields. */
void decode_begin(struct decoder *d, const struct binding *b, bool semicolons, bool may_overread);

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

/* Frees the caches; not the codebook. */
void decoder_free(struct decoder *d);

#endif
