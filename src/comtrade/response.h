/*
 * response: what the service answered, read row by row and judged (guard G9) without ending the
 * program: for those who can ask again. Any table with a header line is read as well.
 */
#ifndef RELIANCE_COMTRADE_RESPONSE_H
#define RELIANCE_COMTRADE_RESPONSE_H

#include "source/records.h"

enum response_result {
	RESPONSE_ROW,
	RESPONSE_END,     /* the end of a whole answer, which may have no rows */
	RESPONSE_BROKEN,  /* no data, or not all of it: another try may help */
	RESPONSE_REFUSED, /* the server says what is wrong */
};

/* A column that is wanted, by the names it may have; case, blanks and punctuation do not count. */
struct response_column {
	const char *name, *other; /* the second may be null */
	bool needed;
};

enum { RESPONSE_COLUMNS = 16 }; /* at most */

struct response {
	struct str cell[RESPONSE_COLUMNS]; /* of the row, blanks trimmed; empty where there is none */
	uint64_t rows;                   /* so far */
	struct buf words;                /* what is wrong, as one line */
	/* To be set before the first row: it came from the service, which sends one answer in JSON.
	 */
	bool served;
	/* the rest is the reader's own */
	struct bytes *source;
	struct records *records;
	const struct response_column *column;
	size_t columns, picks;
	struct csvin_pick pick[RESPONSE_COLUMNS];
	bool begun;
	uint64_t answers; /* that came to their end */
};

/*
 * Begins to read `n` columns (which must live on) from `source`, which stays the caller's; with
 * `raw` response_raw() is to be had.
 */
void response_open(struct response *a, struct bytes *source, const struct response_column *column,
    size_t n, bool raw);

/* The next row; good until the next call. After anything but RESPONSE_ROW there is no more. */
enum response_result response_next(struct response *a);

/* The row as it came, on one line. */
struct str response_raw(const struct response *a);

/* Where it begins, as a line of what was read. */
uint64_t response_line(const struct response *a);

/* The words in an answer that is an error, whatever its form: JSON, a page of HTML, plain text. */
void response_words(struct bytes *source, struct buf *words);

void response_close(struct response *a);

#endif
