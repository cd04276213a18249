/*
 * json: the reader reaches the end of any input, its records are consistent, and keeping the source
 * text does not change the result.
 */
#include "source/json.h"
#include "fuzz.h"
#include "lib/mem.h"

/* Reads all records and responses; appends a line for each to `to`. */
static enum json_result
read_all(const uint8_t *data, size_t n, bool raw, struct buf *to)
{
	struct bytes *source = bytes_of_bytes(data, n);
	struct json *j = json_open(source, raw);
	enum json_result r;
	uint64_t line = 0, records = 0;

	while ((r = json_next(j)) == JSON_RECORD || r == JSON_RESPONSE) {
		if (r == JSON_RESPONSE) {
			struct json_response end = json_response(j);
			CHECK(end.records == records);
			buf_printf(to, "response %.*s\n", STR_ARG(end.error));
			records = 0;
			continue;
		}
		records++;
		CHECK(json_line(j) >= line);
		line = json_line(j);
		for (size_t i = 0; i < json_count(j); i++)
			buf_printf(to, "%.*s=%.*s\n", STR_ARG(json_keys(j)[i]),
			    STR_ARG(json_values(j)[i]));
		if (raw) {
			struct str text = json_raw(j);
			CHECK(text.n >= 2); /* an object, or a row of a table of arrays */
			CHECK(text.p[0] == '{' ? text.p[text.n - 1] == '}'
					       : text.p[0] == '[' && text.p[text.n - 1] == ']');
			CHECK(memchr(text.p, '\n', text.n) == NULL);
		}
	}
	CHECK(r == JSON_END || json_error(j) != NULL);
	json_close(j);
	bytes_close(source);
	return r;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct buf plain = { 0 }, raw = { 0 };

	CHECK(read_all(data, n, false, &plain) == read_all(data, n, true, &raw));
	CHECK(str_eq(buf_str(&plain), buf_str(&raw)));
	buf_free(&plain);
	buf_free(&raw);
	return 0;
}
