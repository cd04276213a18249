/*
 * json: a streaming reader of the JSON responses of Comtrade's API, in constant memory.
 *
 * A response is {"count": 2, "data": [{...}, {...}], "error": ""} (before 2022: "dataset"), a bare
 * array of records, or a single record; an input may hold several responses in sequence. A record
 * is an object of scalars; values nested in it are skipped. Numbers keep their source text.
 */
#ifndef RELIANCE_SOURCE_JSON_H
#define RELIANCE_SOURCE_JSON_H

#include "json-result.h"
#include "lib/csv/columns.h"
#include "lib/io/bytes.h"

struct json;

/*
 * Opens a reader over `source`, which the caller owns and closes after json_close(). With `raw`,
 * the text of each record is kept for json_raw().
 */
struct json *json_open(struct bytes *source, bool raw);

/* Reads the next record or end of a response. What the functions below return is valid until the
 * next call. */
enum json_result json_next(struct json *j);

/* The record's keys and values, in source order; null becomes the empty string. */
size_t json_count(const struct json *j);
const struct str *json_keys(const struct json *j);
const struct str *json_values(const struct json *j);

struct str json_raw(const struct json *j); /* the record's source text, newlines made blanks */
uint64_t json_line(const struct json *j);  /* the line where the record begins, from 1 */
struct json_response json_response(const struct json *j);
const char *json_error(const struct json *j);

/* Frees the reader, but not its source. */
void json_close(struct json *j);

#endif
