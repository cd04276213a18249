/*
 * json-rows: an array of arrays as the US Census writes them: the first array has the names of the
 * columns, each other one is a record.
 */
#ifndef RELIANCE_SOURCE_JSON_ROWS_H
#define RELIANCE_SOURCE_JSON_ROWS_H

#include "lib/csv/columns.h"

/* A zeroed one is ready to use; the owner frees `header`. */
struct json_rows {
	bool in_row, in_header; /* in an inner array; in the first one */
	size_t cell;            /* the number of its next element */
	struct columns header;
};

void json_rows_begin(struct json_rows *r);

/*
 * Takes an element. Sets `key` to the name of its column; to nothing for a name itself, and for the
 * second column of a name: the Census repeats columns. Returns null, or an error message.
 */
const char *json_rows_cell(struct json_rows *r, struct str value, struct str *key);

/* Ends an inner array. Returns null, or an error message. */
const char *json_rows_end(struct json_rows *r);

#endif
