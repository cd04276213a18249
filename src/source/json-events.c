#include "json-state.h"

size_t
json_count_lines(struct json *j)
{
	size_t at = yajl_get_bytes_consumed(j->parser);

	for (; j->counted < at; j->counted++)
		j->line += j->chunk[j->counted] == '\n';
	return at;
}

/* json_count_lines() at an event of the parser. */
static size_t
here(struct json *j)
{
	j->quiet = 0;
	return json_count_lines(j);
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
add_pair(struct json *j, struct str key, struct str value)
{
	json_queue_pair(&j->queue, key, value);
	if (j->queue.text.n - j->record_text <= MAX_RECORD)
		return 1;
	j->error = "a record of more than 1 MiB";
	return 0;
}

/* An array of an array of arrays. */
static int
begin_row(struct json *j, size_t at)
{
	json_rows_begin(&j->rows);
	j->depth++;
	begin_record(j, at);
	if (j->rows.in_header)
		j->record_depth = 0;
	return 1;
}

static int
end_row(struct json *j, size_t at)
{
	j->error = json_rows_end(&j->rows);
	if (j->error != NULL)
		return 0;
	if (!j->rows.in_header)
		end_record(j, at);
	j->depth--;
	return 1;
}

static int
row_cell(struct json *j, struct str value)
{
	struct str key;

	j->error = json_rows_cell(&j->rows, value, &key);
	if (j->error != NULL)
		return 0;
	return key.n == 0 || add_pair(j, key, value);
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
	if (j->rows.in_row && j->depth == 2)
		return row_cell(j, value);
	if (j->record_depth == 0 || (j->record_depth == 1 && j->top_is_object))
		envelope_scalar(&j->envelope, buf_str(&j->key), value);
	if (j->depth != j->record_depth)
		return 1;
	return add_pair(j, buf_str(&j->key), value);
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
	size_t at = here(j);

	if (j->depth == MAX_DEPTH)
		return too_deep(j);
	if (j->depth == 1 && j->list_depth == 1 && !j->top_is_object &&
	    (j->records == 0 || j->rows.header.n > 0))
		return begin_row(j, at);
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
	size_t at = here(j);

	if (j->rows.in_row && j->depth == 2)
		return end_row(j, at);
	if (j->depth == j->list_depth)
		j->list_depth = 0;
	if (--j->depth == 0) {
		columns_free(&j->rows.header);
		end_response(j);
	}
	return 1;
}

const yajl_callbacks json_events = {
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
