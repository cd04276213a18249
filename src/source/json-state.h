/*
 * json-state: what json.c, which feeds the parser, and json-events.c, which takes its events, know
 * of a reader. Private to these two.
 */
#ifndef RELIANCE_SOURCE_JSON_STATE_H
#define RELIANCE_SOURCE_JSON_STATE_H

#include <yajl/yajl_parse.h>

#include "envelope.h"
#include "json-queue.h"
#include "json-result.h"
#include "json-rows.h"
#include "lib/csv/csvin.h"
#include "lib/io/bytes.h"

enum {
	CHUNK = 32 * 1024,
	MAX_RECORD = CSVIN_MAX_RECORD,
	MAX_DEPTH = 64,
	MAX_QUIET = 4 << 20, /* bytes without an event, as in one huge string */
	MAX_RAW = 4 << 20,   /* bytes of a record, including blanks and nested values */
};

struct json {
	struct bytes *source;
	yajl_handle parser;
	const char *error;
	struct buf error_text;
	bool want_raw, end;
	unsigned char *chunk;
	size_t counted; /* bytes of the chunk whose newlines are in `line` */
	uint64_t line;
	size_t quiet;
	/* the position of the parser */
	int depth;        /* open objects and arrays */
	int list_depth;   /* of the array of records, or 0 */
	int record_depth; /* of the record, or 0 */
	bool top_is_object;
	struct buf key; /* the latest one */
	struct json_rows rows;
	size_t record_pair, record_text;
	uint64_t record_line;
	size_t raw_from;          /* where the record begins in the chunk */
	size_t record_before;     /* its bytes in earlier chunks */
	struct buf raw_before;    /* its text from earlier chunks, if want_raw */
	struct envelope envelope; /* of the response */
	struct buf response_error;
	uint64_t records;
	struct json_queue queue;
};

/* The events of the parser; their context is the reader. */
extern const yajl_callbacks json_events;

/* Counts lines up to the parser's position in the chunk, and returns that position. */
size_t json_count_lines(struct json *j);

#endif
