#include "response.h"

#include "lib/die.h"
#include "source/layout.h"

enum { MAX_MESSAGE = 200 };

/* Sets `to` to `prefix` and the text of a server, as one line of limited length. */
static void
set_message(struct buf *to, const char *prefix, struct str text)
{
	to->n = 0;
	buf_add(to, str_of(prefix));
	for (size_t i = 0; i < text.n && i < MAX_MESSAGE; i++)
		buf_add_byte(to, strchr("\n\r\t", text.p[i]) != NULL ? ' ' : text.p[i]);
}

void
response_open(struct response *r, struct bytes *source, const struct response_column *column,
    size_t n, bool raw)
{
	*r = (struct response){ .source = source, .column = column, .columns = n };
	r->records = records_open(source, NULL, raw);
}

static enum response_result
end(struct response *r, enum response_result result, const char *prefix, struct str text)
{
	set_message(&r->error, prefix, text);
	return result;
}

/* Finds the columns again after they changed. False if a needed one is missing or ambiguous. */
static bool
bind(struct response *r)
{
	const struct columns *columns = &r->records->columns;

	r->picks = 0;
	for (size_t i = 0; i < r->columns; i++) {
		const struct response_column *c = &r->column[i];
		int at = layout_find_column(columns, str_of(c->name));
		if (at == COLUMN_NONE && c->other != NULL)
			at = layout_find_column(columns, str_of(c->other));
		r->cell[i] = (struct str){ "", 0 };
		if (at >= 0)
			r->pick[r->picks++] = (struct csvin_pick){ (size_t)at, i };
		else if (c->needed || at == COLUMN_TWICE) {
			set_message(&r->error, at == COLUMN_TWICE ? "two columns " : "no column ",
			    str_of(c->name));
			return false;
		}
	}
	return true;
}

static enum response_result
stop(struct response *r, enum records_result got)
{
	const char *error = records_error(r->records);

	if (got == RECORDS_UPSTREAM)
		return end(
		    r, RESPONSE_BROKEN, "the program before this one failed: ", response_raw(r));
	return end(r, RESPONSE_BROKEN, "", str_of(error != NULL ? error : "no data at all"));
}

static enum response_result
begin(struct response *r)
{
	char text[MAX_MESSAGE];
	struct str page = records_html_text(r->source, text, sizeof text);

	r->begun = true;
	if (page.n > 0)
		return end(r, RESPONSE_BROKEN, "an HTML page instead of data: ", page);
	if (bytes_peek(r->source, 1).n == 0 && bytes_error(r->source) == NULL)
		return end(r, RESPONSE_BROKEN, "no data at all", str_of(""));
	if (r->from_service && !records_are_json(r->records) && bytes_error(r->source) == NULL)
		return end(r, RESPONSE_BROKEN, "not JSON: ", bytes_peek(r->source, MAX_MESSAGE));
	enum records_result got = records_begin(r->records);
	if (got != RECORDS_ROW)
		return stop(r, got);
	/* bind() tells the header of an empty table from other text, such as an error message */
	return records_are_json(r->records) || bind(r) ? RESPONSE_ROW : RESPONSE_BROKEN;
}

static enum response_result
read_row(struct response *r)
{
	if ((r->records->changed || r->rows == 0) && !bind(r))
		return RESPONSE_BROKEN;
	r->rows++;
	records_take(r->records, r->pick, r->picks, r->cell);
	for (size_t i = 0; i < r->columns; i++)
		r->cell[i] = str_trim(r->cell[i]);
	return RESPONSE_ROW;
}

/* Does the service's error begin with a status that may pass, whatever the status of the response?
 */
static bool
is_transient(struct str error)
{
	struct str code;

	return str_split(&error, ' ', &code) && code.n == 3 &&
	       (str_is(code, "429") || (code.p[0] == '5' && str_digits(code)));
}

/* Checks the JSON envelope that has just ended. Returns RESPONSE_ROW if it is complete. */
static enum response_result
check_envelope(struct response *r)
{
	struct json_response envelope = records_response(r->records);

	if (envelope.error.n > 0)
		return end(r, is_transient(envelope.error) ? RESPONSE_BROKEN : RESPONSE_REFUSED, "",
		    envelope.error);
	if (envelope.count == envelope.records)
		return RESPONSE_ROW;
	r->error.n = 0;
	buf_printf(&r->error,
	    "the response is incomplete: its count is %llu, but it has %llu row%s",
	    (unsigned long long)envelope.count, (unsigned long long)envelope.records,
	    plural(envelope.records));
	return RESPONSE_BROKEN;
}

enum response_result
response_next(struct response *r)
{
	enum response_result result = r->begun ? RESPONSE_ROW : begin(r);

	if (result != RESPONSE_ROW)
		return result;
	enum records_result got = records_next(r->records);
	while (got == RECORDS_RESPONSE) {
		result = check_envelope(r);
		if (result != RESPONSE_ROW)
			return result;
		if (r->from_service && ++r->envelopes > 1)
			return end(r, RESPONSE_BROKEN, "several responses in a row", str_of(""));
		got = records_next(r->records);
	}
	switch (got) {
	case RECORDS_ROW: return read_row(r);
	case RECORDS_END: return RESPONSE_END;
	default: return stop(r, got);
	}
}

struct str
response_raw(const struct response *r)
{
	return records_raw(r->records);
}

uint64_t
response_line(const struct response *r)
{
	return records_line(r->records);
}

void
response_error_text(struct bytes *source, struct buf *message)
{
	struct str start = bytes_peek(source, MAX_MESSAGE);
	struct response r;
	char page[MAX_MESSAGE];

	if (start.n == 0) {
		set_message(message, "(empty)", str_of(""));
		return;
	}
	struct str text = records_html_text(source, page, sizeof page);
	set_message(message, "", text.n > 0 ? text : start);
	if (start.p[0] != '{' && start.p[0] != '[')
		return;
	response_open(&r, source, NULL, 0, false);
	if (response_next(&r) == RESPONSE_REFUSED)
		set_message(message, "", buf_str(&r.error));
	response_close(&r);
}

void
response_close(struct response *r)
{
	records_close(r->records);
	buf_free(&r->error);
}
