/*
 * csvin: records of delimited text, one a line, out of a source.
 *
 * The rules are those of trade-csv(5): a record is a line (LF or CRLF, the last one may lack it), a
 * field is as written or in quotes with "" for a quote, blanks belong to the field. A quoted
 * newline, an unclosed or misplaced quote, a carriage return inside a line, a blank line or a NUL
 * byte make a bad record. A byte-order mark before a line is dropped: joined files have them inside
 * too. libcsv decides about quotes; lines without any are split on the spot.
 */
#ifndef RELIANCE_CSVIN_H
#define RELIANCE_CSVIN_H

#include <stdint.h>

#include "source.h"
#include "str.h"

enum { CSVIN_MAX_RECORD = 1 << 20 }; /* bytes in a line, its end not counted */

enum csvin_result {
	CSVIN_ROW,
	CSVIN_END,
	CSVIN_BAD,  /* this record is bad, csvin_error() says why; the next can still be read */
	CSVIN_FAIL, /* reading failed or a record is too long; nothing more can be read */
};

struct csvin;

/* A reader over `source`, which stays the caller's. Fields are cut at `delimiter`. */
struct csvin *csvin_open(struct source *source, char delimiter);

/* Goes to the next record. What it hands out below is good until the next call. */
enum csvin_result csvin_next(struct csvin *in);

/* The fields of the record, unquoted. */
size_t csvin_count(const struct csvin *in);
struct str csvin_field(struct csvin *in, size_t i);
const struct str *csvin_fields(struct csvin *in);

/* The record as it came, without its line end. */
struct str csvin_raw(const struct csvin *in);

/* The record's line number, from 1. */
uint64_t csvin_line(const struct csvin *in);

/* Why the last record was bad or reading failed; no line number in it. */
const char *csvin_error(const struct csvin *in);

void csvin_close(struct csvin *in);

/*
 * Splits lines as above, outside any input: lists on the command line, rows that were kept. False
 * where the quoting is wrong. The line must live as long as its fields are used.
 */
struct csvin *csvin_for_lines(char delimiter);
bool csvin_split(struct csvin *in, struct str line);

/*
 * The list, cut at `delimiter`, that option `option` was given, as a reader that stands on it. A
 * quote out of place is misuse.
 */
struct csvin *csvin_of_option(const char *option, const char *text, char delimiter);

#endif
