/*
 * records: the records of one input in either format: delimited text (comma, tab or semicolon,
 * detected in the first line) or JSON.
 */
#ifndef RELIANCE_SOURCE_RECORDS_H
#define RELIANCE_SOURCE_RECORDS_H

#include "json.h"
#include "lib/csv/columns.h"
#include "lib/csv/csvin.h"
#include "lib/io/bytes.h"

enum records_result {
	RECORDS_ROW,
	RECORDS_RESPONSE, /* the end of a JSON response; records_response() describes it */
	RECORDS_END,
	RECORDS_BAD,      /* a bad record; the next one can be read */
	RECORDS_FAIL,     /* nothing more can be read */
	RECORDS_UPSTREAM, /* the failure mark of an upstream filter; records_raw() returns it */
};

/*
 * Private, except for `columns` and `changed`. Defined here only so that the hot accessors below
 * can be inlined.
 */
struct records {
	struct columns columns; /* of the record */
	bool changed;           /* the columns differ from those of the record before */
	struct csvin *csv;
	struct json *json;
	bool has_header;
	bool extra, extra_known; /* do lines end in an empty extra field? the first line decides */
	bool simple;             /* a line with the right number of fields needs no other check */
	const char *error;
	char text[128];
};

/*
 * Opens a reader over `source`, which the caller owns and closes after records_close(). `columns`
 * names the columns of delimited text without a header line; null if it has one. With `raw`, JSON
 * records keep their text. A bad list of columns is misuse.
 */
struct records *records_open(struct bytes *source, const char *columns, bool raw);

/* Call it first: reads the header line, if there is one. Returns RECORDS_ROW on success. */
enum records_result records_begin(struct records *r);

/* The slow paths of records_next(): JSON, and a line for which csvin_next() returned `line`. */
enum records_result records_next_json(struct records *r);
enum records_result records_take_line(struct records *r, enum csvin_result line);

/* For delimited text: can the record be a repeated header line? False is certain. */
static inline bool
records_may_be_header(const struct records *r)
{
	return columns_may_have(&r->columns, csvin_field(r->csv, 0));
}

/* Reads the next record. Everything that describes it is valid until the next call. */
static inline enum records_result
records_next(struct records *r)
{
	if (r->json != NULL)
		return records_next_json(r);
	enum csvin_result line = csvin_next(r->csv);
	if (line != CSVIN_ROW || !r->simple || csvin_count(r->csv) != r->columns.n ||
	    csvin_is_blank(r->csv) || records_may_be_header(r))
		return records_take_line(r, line);
	r->changed = false;
	return RECORDS_ROW;
}

/*
 * Reads the next line only if it is simple and begins with `prefix` (see csvin_next_alike()); else
 * returns false and reads nothing.
 */
static inline bool
records_next_alike(struct records *r, struct str prefix)
{
	if (!r->simple || !csvin_next_alike(r->csv, r->columns.n, prefix))
		return false;
	r->changed = false;
	return true;
}

/* Copies the `n` picked cells of the record, unquoted, to their places in `to`. */
void records_take_json(
    const struct records *r, const struct csvin_pick *pick, size_t n, struct str *to);

static inline void
records_take(const struct records *r, const struct csvin_pick *pick, size_t n, struct str *to)
{
	if (r->json != NULL)
		records_take_json(r, pick, n, to);
	else
		csvin_take(r->csv, pick, n, to);
}

/*
 * Do lines have one more field than the header, an empty one? The website's CSV does: its lines end
 * in a comma.
 */
static inline bool
records_has_extra(const struct records *r)
{
	return r->extra;
}

/*
 * The record's source text up to and with the delimiter after its first `columns` fields. Empty for
 * JSON, for a line that csvin has split already, and if there are no more fields.
 */
static inline struct str
records_prefix(const struct records *r, size_t columns)
{
	const struct csvin *csv = r->csv;

	if (columns == 0 || csv == NULL || csv->split || csv->fields <= columns)
		return (struct str){ NULL, 0 };
	const char *from = csv->raw.p;
	return (struct str){ from, (size_t)(csv->text + csv->mark[columns - 1] + 1 - from) };
}

/* Are the fields separated by semicolons, as where the comma is the decimal point? */
static inline bool
records_have_semicolons(const struct records *r)
{
	return r->csv != NULL && r->csv->delimiter == ';';
}

/* The source text of the record. */
struct str records_raw(const struct records *r);

/* The line where the record begins, from 1. */
static inline uint64_t
records_line(const struct records *r)
{
	return r->json != NULL ? json_line(r->json) : csvin_line(r->csv);
}

const char *records_error(const struct records *r);
struct json_response records_response(const struct records *r);

/* Is the input JSON? Then it consists of responses. */
bool records_are_json(const struct records *r);

/*
 * Looks ahead in `source`: the text of an HTML page without its tags, written to `to` (at most
 * `cap` bytes); empty if the input is not HTML.
 */
struct str records_html_text(struct bytes *source, char *to, size_t cap);

/* Frees the reader, but not its source. */
void records_close(struct records *r);

#endif
