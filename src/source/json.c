#include "json.h"

#include <stdlib.h>
#include <yajl/yajl_parse.h>

#include "envelope.h"
#include "json-queue.h"
#include "lib/csv/csvin.h"

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

/* Counts lines up to the parser's position in the chunk, and returns that position. */
static size_t
count_lines(struct json *j)
{
	size_t at = yajl_get_bytes_consumed(j->parser);

	for (; j->counted < at; j->counted++)
		j->line += j->chunk[j->counted] == '\n';
	return at;
}

/* count_lines() at an event of the parser. */
static size_t
here(struct json *j)
{
	j->quiet = 0;
	return count_lines(j);
}

static void
begin_record(struct json *j, size_t at)
{
	j->record_depth = j->depth;
	j->record_pair = j->queue.pairs;
	j->record_text = j->queue.text.n;
	j->record_line = j->line;
	j->raw_from = at - 1;
	j->record_before = 0;
	j->raw_before.n = 0;
}

static void
end_record(struct json *j, size_t at)
{
	struct json_item *item = json_queue_add(&j->queue, JSON_RECORD);

	item->pair = j->record_pair;
	item->pairs = j->queue.pairs - j->record_pair;
	item->line = j->record_line;
	j->record_depth = 0;
	j->records++;
	if (!j->want_raw)
		return;
	item->raw = json_queue_text(&j->queue, buf_str(&j->raw_before));
	item->raw.n += json_queue_text(
	    &j->queue, (struct str){ (const char *)j->chunk + j->raw_from, at - j->raw_from })
			   .n;
	for (size_t i = item->raw.at; i < item->raw.at + item->raw.n; i++)
		if (j->queue.text.p[i] == '\n' || j->queue.text.p[i] == '\r')
			j->queue.text.p[i] = ' ';
}

static void
end_response(struct json *j)
{
	struct json_item *item = json_queue_add(&j->queue, JSON_RESPONSE);

	item->records = j->records;
	item->count = j->envelope.has_count ? j->envelope.count : j->records;
	envelope_error(&j->envelope, &j->response_error);
	item->error = json_queue_text(&j->queue, buf_str(&j->response_error));
	envelope_clear(&j->envelope);
	j->records = 0;
	j->list_depth = 0;
}

static int
scalar(struct json *j, struct str value)
{
	here(j);
	if (j->depth == 0) { /* the response is a bare string */
		envelope_message(&j->envelope, value);
		end_response(j);
		return 1;
	}
	if (j->depth == j->list_depth) {
		j->error = "a list of records contains something else";
		return 0;
	}
	if (j->record_depth == 0 || (j->record_depth == 1 && j->top_is_object))
		envelope_scalar(&j->envelope, buf_str(&j->key), value);
	if (j->depth != j->record_depth)
		return 1;
	json_queue_pair(&j->queue, buf_str(&j->key), value);
	if (j->queue.text.n - j->record_text <= MAX_RECORD)
		return 1;
	j->error = "a record of more than 1 MiB";
	return 0;
}

static int
on_null(void *data)
{
	return scalar(data, (struct str){ "", 0 });
}

static int
on_boolean(void *data, int value)
{
	return scalar(data, str_of(value ? "true" : "false"));
}

static int
on_number(void *data, const char *text, size_t n)
{
	return scalar(data, (struct str){ text, n });
}

static int
on_string(void *data, const unsigned char *text, size_t n)
{
	return scalar(data, (struct str){ (const char *)text, n });
}

static int
on_key(void *data, const unsigned char *text, size_t n)
{
	struct json *j = data;

	here(j);
	j->key.n = 0;
	buf_add(&j->key, (struct str){ (const char *)text, n });
	return 1;
}

static int
too_deep(struct json *j)
{
	j->error = "JSON nested more than 64 levels deep"; /* MAX_DEPTH */
	return 0;
}

static int
on_begin_object(void *data)
{
	struct json *j = data;
	size_t at = here(j);

	if (j->depth == MAX_DEPTH)
		return too_deep(j);
	if (j->depth++ == 0) {
		j->top_is_object = true;
		begin_record(j, at); /* until one of its keys shows that it is an envelope */
	} else if (j->list_depth > 0 && j->depth == j->list_depth + 1) {
		begin_record(j, at);
	}
	return 1;
}

static int
on_end_object(void *data)
{
	struct json *j = data;
	size_t at = here(j);

	if (j->depth == j->record_depth && !(j->depth == 1 && j->envelope.is_response))
		end_record(j, at);
	if (--j->depth > 0)
		return 1;
	j->record_depth = 0;
	end_response(j);
	return 1;
}

static int
on_begin_array(void *data)
{
	struct json *j = data;

	here(j);
	if (j->depth == MAX_DEPTH)
		return too_deep(j);
	if (j->list_depth > 0 && j->depth == j->list_depth) {
		j->error = "a list of records contains something else";
		return 0;
	}
	if (j->depth++ == 0) {
		j->top_is_object = false;
		j->list_depth = 1;
	} else if (j->depth == 2 && j->top_is_object && envelope_holds_records(buf_str(&j->key))) {
		j->envelope.is_response = true;
		j->list_depth = 2;
		j->record_depth = 0;
	}
	return 1;
}

static int
on_end_array(void *data)
{
	struct json *j = data;

	here(j);
	if (j->depth == j->list_depth)
		j->list_depth = 0;
	if (--j->depth == 0)
		end_response(j);
	return 1;
}

static const yajl_callbacks callbacks = {
	.yajl_null = on_null,
	.yajl_boolean = on_boolean,
	.yajl_number = on_number,
	.yajl_string = on_string,
	.yajl_start_map = on_begin_object,
	.yajl_map_key = on_key,
	.yajl_end_map = on_end_object,
	.yajl_start_array = on_begin_array,
	.yajl_end_array = on_end_array,
};

/* yajl does not look at what it gets from malloc(): memory that runs out must end the program. */
static void *
yajl_take(void *context, size_t n)
{
	(void)context;
	return mem_alloc(n, 1);
}

static void *
yajl_resize(void *context, void *old, size_t n)
{
	(void)context;
	return mem_resize(old, n, 1);
}

static void
yajl_give(void *context, void *p)
{
	(void)context;
	free(p);
}

static yajl_alloc_funcs memory = { yajl_take, yajl_resize, yajl_give, NULL };

struct json *
json_open(struct bytes *source, bool raw)
{
	struct json *j = mem_zalloc(1, sizeof *j);

	j->source = source;
	j->want_raw = raw;
	j->line = 1;
	j->chunk = mem_alloc(CHUNK, 1);
	j->parser = yajl_alloc(&callbacks, &memory, j);
	yajl_config(j->parser, yajl_allow_multiple_values, 1);
	return j;
}

static enum json_result
fail(struct json *j, size_t n)
{
	if (j->error != NULL)
		return JSON_FAIL;
	unsigned char *message = yajl_get_error(j->parser, 0, j->chunk, n);
	struct str s = str_of((const char *)message);
	while (s.n > 0 && (s.p[s.n - 1] == '\n' || s.p[s.n - 1] == ' '))
		s.n--;
	buf_printf(&j->error_text, "invalid JSON: %.*s", STR_ARG(s));
	yajl_free_error(j->parser, message);
	j->error = buf_text(&j->error_text);
	return JSON_FAIL;
}

/* Empties the queue, which json_next() has returned in full; keeps an unfinished record. */
static void
drop_returned(struct json *j)
{
	bool unfinished = j->record_depth > 0;

	json_queue_drop(&j->queue, unfinished ? j->record_pair : j->queue.pairs,
	    unfinished ? j->record_text : j->queue.text.n);
	j->record_pair = j->record_text = 0;
}

/* Parses the next chunk. Returns JSON_RECORD on success, whatever the chunk holds. */
static enum json_result
parse_chunk(struct json *j)
{
	drop_returned(j);
	ssize_t n = bytes_read(j->source, j->chunk, CHUNK);
	if (n < 0) {
		j->error = bytes_error(j->source);
		return JSON_FAIL;
	}
	j->counted = 0;
	j->raw_from = 0;
	yajl_status status =
	    n > 0 ? yajl_parse(j->parser, j->chunk, (size_t)n) : yajl_complete_parse(j->parser);
	j->end = n == 0;
	if (status != yajl_status_ok) {
		if (j->end && j->depth > 0)
			j->error = "the JSON ends too early: the file was cut off";
		if (n > 0)
			count_lines(j);
		return fail(j, (size_t)n);
	}
	if (n > 0)
		count_lines(j);
	j->quiet += (size_t)n;
	if (j->quiet > MAX_QUIET) {
		j->error = "a string of more than 4 MiB";
		return JSON_FAIL;
	}
	if (j->record_depth == 0)
		return JSON_RECORD;
	j->record_before += (size_t)n - j->raw_from;
	if (j->record_before > MAX_RAW) {
		j->error = "a record of more than 4 MiB, including nested values";
		return JSON_FAIL;
	}
	if (j->want_raw)
		buf_add(&j->raw_before,
		    (struct str){ (const char *)j->chunk + j->raw_from, (size_t)n - j->raw_from });
	return JSON_RECORD;
}

enum json_result
json_next(struct json *j)
{
	while (!json_queue_next(&j->queue)) {
		if (j->end)
			return JSON_END;
		if (j->error != NULL || parse_chunk(j) == JSON_FAIL)
			return JSON_FAIL;
	}
	return (enum json_result)json_queue_item(&j->queue)->kind;
}

size_t
json_count(const struct json *j)
{
	return json_queue_item(&j->queue)->pairs;
}

const struct str *
json_keys(const struct json *j)
{
	return j->queue.keys;
}

const struct str *
json_values(const struct json *j)
{
	return j->queue.values;
}

struct str
json_raw(const struct json *j)
{
	return json_queue_str(&j->queue, json_queue_item(&j->queue)->raw);
}

uint64_t
json_line(const struct json *j)
{
	const struct json_item *item = json_queue_item(&j->queue);

	return item != NULL ? item->line : j->line;
}

struct json_response
json_response(const struct json *j)
{
	const struct json_item *item = json_queue_item(&j->queue);

	return (struct json_response){ item->records, item->count,
		json_queue_str(&j->queue, item->error) };
}

const char *
json_error(const struct json *j)
{
	return j->error;
}

void
json_close(struct json *j)
{
	yajl_free(j->parser);
	free(j->chunk);
	buf_free(&j->error_text);
	buf_free(&j->key);
	buf_free(&j->raw_before);
	buf_free(&j->response_error);
	envelope_free(&j->envelope);
	json_queue_free(&j->queue);
	free(j);
}
