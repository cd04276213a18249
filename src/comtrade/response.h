/*
 * answer: what the service answered, read row by row and judged (guard G9) without ending the
 * program: for those who can ask again. Any table with a header line is read as well.
 */
#ifndef RELIANCE_ANSWER_H
#define RELIANCE_ANSWER_H

#include "source/records.h"

enum answer_result {
	ANSWER_ROW,
	ANSWER_END,     /* the end of a whole answer, which may have no rows */
	ANSWER_BROKEN,  /* no data, or not all of it: another try may help */
	ANSWER_REFUSED, /* the server says what is wrong */
};

/* A column that is wanted, by the names it may have; case, blanks and punctuation do not count. */
struct answer_column {
	const char *name, *other; /* the second may be null */
	bool needed;
};

enum { ANSWER_COLUMNS = 16 }; /* at most */

struct answer {
	struct str cell[ANSWER_COLUMNS]; /* of the row, blanks trimmed; empty where there is none */
	uint64_t rows;                   /* so far */
	struct buf words;                /* what is wrong, as one line */
	/* To be set before the first row: it came from the service, which sends one answer in JSON.
	 */
	bool served;
	/* the rest is the reader's own */
	struct source *source;
	struct records *records;
	const struct answer_column *column;
	size_t columns, picks;
	struct csvin_pick pick[ANSWER_COLUMNS];
	bool begun;
	uint64_t answers; /* that came to their end */
};

/*
 * Begins to read `n` columns (which must live on) from `source`, which stays the caller's; with
 * `raw` answer_raw() is to be had.
 */
void answer_open(struct answer *a, struct source *source, const struct answer_column *column,
    size_t n, bool raw);

/* The next row; good until the next call. After anything but ANSWER_ROW there is no more. */
enum answer_result answer_next(struct answer *a);

/* The row as it came, on one line. */
struct str answer_raw(const struct answer *a);

/* Where it begins, as a line of what was read. */
uint64_t answer_line(const struct answer *a);

/* The words in an answer that is an error, whatever its form: JSON, a page of HTML, plain text. */
void answer_words(struct source *source, struct buf *words);

void answer_close(struct answer *a);

#endif
