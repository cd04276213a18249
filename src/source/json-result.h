/*
 * json-result: what the reader of JSON, see json.h, returns.
 */
#ifndef RELIANCE_SOURCE_JSON_RESULT_H
#define RELIANCE_SOURCE_JSON_RESULT_H

#include "lib/str.h"

enum json_result {
	JSON_RECORD,
	JSON_RESPONSE, /* the end of a response; json_response() describes it */
	JSON_END,
	JSON_FAIL, /* invalid JSON or a failed read; json_error() describes it */
};

/* What the envelope of a response reports. */
struct json_response {
	uint64_t records; /* counted while reading */
	uint64_t count;   /* as the response states it; `records` if it does not */
	struct str error; /* the server's error message; empty if there is none */
};

#endif
