#include "response.h"

#include "source/layout.h"

enum { MOST_WORDS = 200 };

/* Makes one line of what a server says. */
static void
set_words(struct buf *to, const char *before, struct str words)
{
	to->n = 0;
	buf_add(to, str_of(before));
	for (size_t i = 0; i < words.n && i < MOST_WORDS; i++) {
		unsigned char c = (unsigned char)words.p[i];
		buf_add_byte(to, c < ' ' || c == 0x7f ? ' ' : (char)c);
	}
}

void
response_open(
    struct response *a, struct bytes *source, const struct response_column *column, size_t n, bool raw)
{
	*a = (struct response){ .source = source, .column = column, .columns = n };
	a->records = records_open(source, NULL, raw);
}

static enum response_result
end(struct response *a, enum response_result how, const char *before, struct str words)
{
	set_words(&a->words, before, words);
	return how;
}

/* Finds the columns where they are new. False if one is lacking. */
static bool
bind(struct response *a)
{
	const struct columns *columns = &a->records->columns;

	a->picks = 0;
	for (size_t i = 0; i < a->columns; i++) {
		const struct response_column *c = &a->column[i];
		int at = layout_find_column(columns, str_of(c->name));
		if (at == COLUMN_NONE && c->other != NULL)
			at = layout_find_column(columns, str_of(c->other));
		a->cell[i] = (struct str){ "", 0 };
		if (at >= 0)
			a->pick[a->picks++] = (struct csvin_pick){ (size_t)at, i };
		else if (c->needed || at == COLUMN_TWICE) {
			set_words(&a->words, at == COLUMN_TWICE ? "two columns " : "no column ",
			    str_of(c->name));
			return false;
		}
	}
	return true;
}

static enum response_result
stop(struct response *a, enum records_result got)
{
	const char *error = records_error(a->records);

	if (got == RECORDS_UPSTREAM)
		return end(a, RESPONSE_BROKEN, "the program before failed: ", response_raw(a));
	return end(a, RESPONSE_BROKEN, "", str_of(error != NULL ? error : "no data at all"));
}

static enum response_result
begin(struct response *a)
{
	char text[MOST_WORDS];
	struct str page = records_page_words(a->source, text, sizeof text);

	a->begun = true;
	if (page.n > 0)
		return end(a, RESPONSE_BROKEN, "a page of HTML, no data; it says: ", page);
	if (bytes_peek(a->source, 1).n == 0 && bytes_error(a->source) == NULL)
		return end(a, RESPONSE_BROKEN, "no data at all", str_of(""));
	if (a->served && !records_are_json(a->records) && bytes_error(a->source) == NULL)
		return end(
		    a, RESPONSE_BROKEN, "no JSON; it says: ", bytes_peek(a->source, MOST_WORDS));
	enum records_result got = records_begin(a->records);
	if (got != RECORDS_ROW)
		return stop(a, got);
	/* the header line of a table without rows, or the words of someone who has no data */
	return records_are_json(a->records) || bind(a) ? RESPONSE_ROW : RESPONSE_BROKEN;
}

static enum response_result
take(struct response *a)
{
	if ((a->records->changed || a->rows == 0) && !bind(a))
		return RESPONSE_BROKEN;
	a->rows++;
	records_take(a->records, a->pick, a->picks, a->cell);
	for (size_t i = 0; i < a->columns; i++)
		a->cell[i] = str_trim(a->cell[i]);
	return RESPONSE_ROW;
}

/* At the end of an answer in JSON. True if it is good so far. */
static bool
is_whole(struct response *a, enum response_result *how)
{
	struct json_answer whole = records_answer(a->records);

	if (whole.complaint.n > 0) {
		*how = end(a, RESPONSE_REFUSED, "", whole.complaint);
		return false;
	}
	if (whole.count == whole.records)
		return true;
	*how = RESPONSE_BROKEN;
	a->words.n = 0;
	buf_printf(&a->words, "the answer says it has %llu rows and has %llu: it is not whole",
	    (unsigned long long)whole.count, (unsigned long long)whole.records);
	return false;
}

enum response_result
response_next(struct response *a)
{
	enum response_result how = a->begun ? RESPONSE_ROW : begin(a);

	if (how != RESPONSE_ROW)
		return how;
	enum records_result got = records_next(a->records);
	while (got == RECORDS_ANSWER) {
		if (!is_whole(a, &how))
			return how;
		if (a->served && ++a->answers > 1)
			return end(
			    a, RESPONSE_BROKEN, "several answers, one behind the other", str_of(""));
		got = records_next(a->records);
	}
	switch (got) {
	case RECORDS_ROW: return take(a);
	case RECORDS_END: return RESPONSE_END;
	default: return stop(a, got);
	}
}

struct str
response_raw(const struct response *a)
{
	return records_raw(a->records);
}

uint64_t
response_line(const struct response *a)
{
	return records_line(a->records);
}

void
response_words(struct bytes *source, struct buf *words)
{
	struct str start = bytes_peek(source, MOST_WORDS);
	struct response a;
	char page[MOST_WORDS];

	if (start.n == 0) {
		set_words(words, "(nothing)", str_of(""));
		return;
	}
	struct str says = records_page_words(source, page, sizeof page);
	set_words(words, "", says.n > 0 ? says : start);
	if (start.p[0] != '{' && start.p[0] != '[')
		return;
	response_open(&a, source, NULL, 0, false);
	if (response_next(&a) == RESPONSE_REFUSED)
		set_words(words, "", buf_str(&a.words));
	response_close(&a);
}

void
response_close(struct response *a)
{
	records_close(a->records);
	buf_free(&a->words);
}
