/*
 * records: the records of one input, whatever carries them: delimited text (commas, tabs or
 * semicolons, told from its first line) or JSON.
 */
#ifndef RELIANCE_RECORDS_H
#define RELIANCE_RECORDS_H

#include "json.h"
#include "lib/columns.h"
#include "lib/source.h"

struct records;

enum records_result {
	RECORDS_ROW,
	RECORDS_ANSWER, /* the end of an answer in JSON, see records_answer() */
	RECORDS_END,
	RECORDS_BAD,      /* this record is bad; the next can be read */
	RECORDS_FAIL,     /* nothing more can be read */
	RECORDS_UPSTREAM, /* the mark of a filter that failed before us; records_raw() is it */
};

/*
 * Reads over `source`, which stays the caller's. `columns` are those of delimited text without a
 * header line, or null. With `raw`, JSON records keep their text.
 */
struct records *records_open(struct source *source, const char *columns, bool raw);

/* First of all: reads the header line, where there is one. RECORDS_ROW is success. */
enum records_result records_begin(struct records *r);

enum records_result records_next(struct records *r);

/* The names of the record's columns; `changed` is true for the first record that has them. */
const struct columns *records_columns(const struct records *r, bool *changed);

/* Puts cells of the record, unquoted, where `pick` says; good until the next call of
 * records_next().
 */
void records_take(
    const struct records *r, const struct column_pick *pick, size_t n, struct str *to);

/* True for a line with one more field than columns, an empty one: the website's trailing comma. */
bool records_has_extra(const struct records *r);

struct str records_raw(const struct records *r);
uint64_t records_line(const struct records *r);
const char *records_error(const struct records *r);
struct json_answer records_answer(const struct records *r);

/* True for JSON, whose answers have ends of their own. */
bool records_are_json(const struct records *r);

/* The words of a page of HTML, without its tags; empty if the input is none. */
struct str records_page_words(struct source *source, char *to, size_t cap);

void records_close(struct records *r);

#endif
