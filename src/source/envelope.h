/*
 * envelope: what an answer of Comtrade's API says of itself around its records: that it failed, in
 * words and in error objects of several shapes, and how many records it has. Pure: words in, the
 * verdict out.
 */
#ifndef RELIANCE_SOURCE_ENVELOPE_H
#define RELIANCE_SOURCE_ENVELOPE_H

#include <stdint.h>

#include "lib/mem.h"

/* Zero is the envelope of an answer that has said nothing yet. */
struct envelope {
	bool is_error;
	bool is_answer; /* a key was met that no record has */
	bool has_count;
	uint64_t count;
	struct buf code, words; /* of the error */
};

/* Takes a scalar that stands outside all records, under its key (in any case). */
void envelope_scalar(struct envelope *e, struct str key, struct str value);

/* Takes words that are all there is of an answer. */
void envelope_words(struct envelope *e, struct str words);

/* Is `key` (in any case) the one under which the records stand? */
bool envelope_holds_records(struct str key);

/* The error in the server's words, "401 Access denied ..."; empty if there is none. */
void envelope_complaint(const struct envelope *e, struct buf *to);

/* Forgets all, for the next answer. */
void envelope_clear(struct envelope *e);
void envelope_free(struct envelope *e);

#endif
