/*
 * response: reads a response of the service row by row and validates it (guard G9). Reports errors
 * to the caller, who may retry, instead of ending the program. Also reads any table with a header.
 */
#ifndef RELIANCE_COMTRADE_RESPONSE_H
#define RELIANCE_COMTRADE_RESPONSE_H

#include "source/records.h"

enum response_result {
	RESPONSE_ROW,
	RESPONSE_END,     /* the end of a complete response, which may have no rows */
	RESPONSE_BROKEN,  /* no data, or incomplete: a retry may help */
	RESPONSE_REFUSED, /* the server reports an error: a retry cannot help */
};

/* A column to read, by either name; case, blanks and punctuation are ignored. */
struct response_column {
	const char *name, *other; /* the second may be null */
	bool needed;
};

enum { RESPONSE_COLUMNS = 16 }; /* maximum */

struct response {
	struct str cell[RESPONSE_COLUMNS]; /* of the current row, trimmed; empty if absent */
	uint64_t rows;                     /* so far */
	struct buf error;                  /* one line */
	/* set before the first row: accept only one JSON response, as the service sends it */
	bool from_service;
	/* private */
	struct bytes *source;
	struct records *records;
	const struct response_column *column;
	size_t columns, picks;
	struct csvin_pick pick[RESPONSE_COLUMNS];
	bool begun;
	uint64_t envelopes; /* complete ones */
};

/*
 * Begins to read `n` columns from `source`; the caller owns both and keeps them until
 * response_close(). `raw` enables response_raw().
 */
void response_open(struct response *r, struct bytes *source, const struct response_column *column,
    size_t n, bool raw);

/*
 * Reads the next row into `cell`, valid until the next call. Any result but RESPONSE_ROW is final;
 * those that are not RESPONSE_END set `error`.
 */
enum response_result response_next(struct response *r);

/* The current row as received, on one line; valid until the next call of response_next(). */
struct str response_raw(const struct response *r);

/* The line on which the current row begins. */
uint64_t response_line(const struct response *r);

/* Extracts the message of an error response in JSON, HTML or plain text into `message`. */
void response_error_text(struct bytes *source, struct buf *message);

void response_close(struct response *r);

#endif
