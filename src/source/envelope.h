/*
 * envelope: the fields of a Comtrade API response around its records: its row count, and its error
 * code and message, which the service writes in several shapes. Does no I/O.
 */
#ifndef RELIANCE_SOURCE_ENVELOPE_H
#define RELIANCE_SOURCE_ENVELOPE_H

#include <stdint.h>

#include "lib/mem.h"

/* A zeroed envelope is empty and ready to use. */
struct envelope {
	bool is_error;
	bool is_response; /* it has a key that no record has */
	bool has_count;
	uint64_t count;
	struct buf code, message; /* of the error */
};

/* Adds a scalar outside of all records; `key` is compared without case. Copies what it needs. */
void envelope_scalar(struct envelope *e, struct str key, struct str value);

/* Adds a response that is a bare string: an error message. */
void envelope_message(struct envelope *e, struct str message);

/* Does `key`, in any case, hold the list of records? */
bool envelope_holds_records(struct str key);

/* Replaces `to` by the server's error, "401 Access denied ..."; by nothing if there is none. */
void envelope_error(const struct envelope *e, struct buf *to);

/* Empties the envelope for the next response; keeps its memory. */
void envelope_clear(struct envelope *e);
void envelope_free(struct envelope *e);

#endif
