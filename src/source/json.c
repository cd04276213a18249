#include "json.h"

#include <stdlib.h>

#include "json-state.h"

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
	j->parser = yajl_alloc(&json_events, &memory, j);
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
			json_count_lines(j);
		return fail(j, (size_t)n);
	}
	if (n > 0)
		json_count_lines(j);
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
	columns_free(&j->rows.header);
	free(j->chunk);
	buf_free(&j->error_text);
	buf_free(&j->key);
	buf_free(&j->raw_before);
	buf_free(&j->response_error);
	envelope_free(&j->envelope);
	json_queue_free(&j->queue);
	free(j);
}
