/*
 * json: records out of the answers of Comtrade's API, as a stream, in constant memory.
 *
 * An answer is {"count": 2, "data": [{...}, {...}], "error": ""} (legacy: "dataset"), the bare
 * array, or one record after the other; several of them may follow each other. A record is an
 * object of scalars; what is nested in one is passed over. Numbers come as they are written.
 */
#ifndef RELIANCE_SOURCE_JSON_H
#define RELIANCE_SOURCE_JSON_H

#include "lib/csv/columns.h"
#include "lib/io/bytes.h"

struct json;

enum json_result {
	JSON_RECORD,
	JSON_ANSWER, /* the end of an answer: json_answer() says what it was */
	JSON_END,
	JSON_FAIL, /* no JSON, or reading failed: json_error() */
};

/* What an answer says of itself. */
struct json_answer {
	uint64_t records;
	uint64_t count;       /* what the answer says that it has */
	struct str complaint; /* of the server, in its own words; empty if there is none */
};

/* A reader over `source`, which stays the caller's. With `raw`, keeps the records' text. */
struct json *json_open(struct bytes *source, bool raw);

/* Goes on; what the functions below hand out is good until the next call. */
enum json_result json_next(struct json *j);

/* The record's keys and values, in its own order; null is the empty string. */
size_t json_count(const struct json *j);
const struct str *json_keys(const struct json *j);
const struct str *json_values(const struct json *j);

struct str json_raw(const struct json *j); /* as it came, newlines made blanks */
uint64_t json_line(const struct json *j);  /* where the record begins */
struct json_answer json_answer(const struct json *j);
const char *json_error(const struct json *j);

void json_close(struct json *j);

#endif
