#include "records.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/csv/csvout.h"
#include "lib/die.h"

enum { PEEK = 4096 };

/* Skips a byte-order mark and white space. */
static struct str
skip_blanks(struct str s)
{
	if (str_begins(s, str_of("\xef\xbb\xbf")))
		s.p += 3, s.n -= 3;
	while (s.n > 0 && (is_blank(s.p[0]) || s.p[0] == '\n' || s.p[0] == '\r'))
		s.p++, s.n--;
	return s;
}

/* The delimiter that occurs most often in the first line. */
static char
delimiter_of(struct str s)
{
	static const char candidate[] = { ',', '\t', ';' };
	size_t best = 0, most = 0;

	for (size_t k = 0; k < sizeof candidate; k++) {
		size_t n = 0;
		for (size_t i = 0; i < s.n && s.p[i] != '\n'; i++)
			n += s.p[i] == candidate[k];
		if (n > most) {
			most = n;
			best = k;
		}
	}
	return candidate[best];
}

static void
set_columns(struct records *r, const struct str *name, size_t n)
{
	columns_free(&r->columns);
	for (size_t i = 0; i < n; i++)
		columns_add(&r->columns, str_trim(name[i]));
	r->changed = true;
}

struct records *
records_open(struct bytes *source, const char *columns, bool raw)
{
	struct records *r = mem_zalloc(1, sizeof *r);
	struct str start = skip_blanks(bytes_peek_line(source, PEEK));

	if (start.n > 0 && (start.p[0] == '{' || start.p[0] == '[')) {
		char mark[3];
		if (str_begins(bytes_peek(source, 3), str_of("\xef\xbb\xbf")))
			(void)bytes_read(source, mark, 3);
		r->json = json_open(source, raw);
		return r;
	}
	r->has_header = columns == NULL;
	r->csv = csvin_open(source, delimiter_of(columns != NULL ? str_of(columns) : start));
	if (columns != NULL) {
		struct csvin *list =
		    csvin_of_option("columns", columns, delimiter_of(str_of(columns)));
		set_columns(r, csvin_fields(list), csvin_count(list));
		csvin_close(list);
	}
	return r;
}

/* The result for the line for which csvin_next() returned `got`; skips blank lines. */
static enum records_result
take_line(struct records *r, enum csvin_result got)
{
	for (;; got = csvin_next(r->csv)) {
		r->error = csvin_error(r->csv);
		switch (got) {
		case CSVIN_END: return RECORDS_END;
		case CSVIN_FAIL: return RECORDS_FAIL;
		case CSVIN_BAD:
			if (csvin_raw(r->csv).n == 0)
				continue; /* other programs write blank lines at the end */
			return RECORDS_BAD;
		case CSVIN_ROW: break;
		}
		if (csvin_is_blank(r->csv))
			continue;
		if (csvin_count(r->csv) == 1 && csvout_is_failure(csvin_raw(r->csv)))
			return RECORDS_UPSTREAM;
		return RECORDS_ROW;
	}
}

/* Is the line a repeated header line? `shuffled` is set if its columns are in another order. */
static bool
is_header_again(const struct records *r, bool *shuffled)
{
	struct str first = csvin_field(r->csv, 0);

	*shuffled = false;
	if (!columns_may_have(&r->columns, first) ||
	    columns_find(&r->columns, first) == COLUMN_NONE)
		return false;
	const struct str *field = csvin_fields(r->csv);
	size_t n = csvin_count(r->csv);
	*shuffled = columns_shuffled(&r->columns, field, n);
	return *shuffled || columns_same(&r->columns, field, n);
}

/* Is the number of fields right? The first row decides if lines have an extra empty field. */
static bool
has_all_fields(struct records *r)
{
	size_t n = csvin_count(r->csv);
	bool one_more = n == r->columns.n + 1 && csvin_field(r->csv, n - 1).n == 0;

	if (!r->extra_known)
		r->extra = one_more;
	bool right = r->extra ? one_more : n == r->columns.n;
	r->extra_known |= right;
	r->simple = r->extra_known && !r->extra && r->columns.n > 1;
	if (right)
		return true;
	snprintf(r->text, sizeof r->text, "%zu field%s where the %s %zu", n, plural(n),
	    r->extra ? "lines before have" : "header has", r->columns.n + r->extra);
	r->error = r->text;
	return false;
}

enum records_result
records_take_line(struct records *r, enum csvin_result line)
{
	enum records_result got = take_line(r, line);
	bool shuffled;

	r->changed = false;
	while (got == RECORDS_ROW && is_header_again(r, &shuffled)) {
		if (shuffled) {
			r->error = "a second header line with the columns in another order";
			return RECORDS_FAIL;
		}
		got = take_line(r, csvin_next(r->csv));
	}
	if (got != RECORDS_ROW)
		return got;
	return has_all_fields(r) ? RECORDS_ROW : RECORDS_BAD;
}

enum records_result
records_next_json(struct records *r)
{
	enum json_result got = json_next(r->json);

	r->error = json_error(r->json);
	switch (got) {
	case JSON_END: return RECORDS_END;
	case JSON_FAIL: return RECORDS_FAIL;
	case JSON_RESPONSE: return RECORDS_RESPONSE;
	case JSON_RECORD: break;
	}
	r->changed = !columns_same(&r->columns, json_keys(r->json), json_count(r->json));
	if (r->changed)
		set_columns(r, json_keys(r->json), json_count(r->json));
	return RECORDS_ROW;
}

enum records_result
records_begin(struct records *r)
{
	if (r->json != NULL || !r->has_header)
		return RECORDS_ROW;
	enum records_result got = take_line(r, csvin_next(r->csv));
	if (got == RECORDS_BAD)
		return RECORDS_FAIL; /* nothing can be read without a header line */
	if (got == RECORDS_ROW)
		set_columns(r, csvin_fields(r->csv), csvin_count(r->csv));
	return got;
}

void
records_take_json(const struct records *r, const struct csvin_pick *pick, size_t n, struct str *to)
{
	for (size_t i = 0; i < n; i++)
		to[pick[i].to] = json_values(r->json)[pick[i].at];
}

struct str
records_raw(const struct records *r)
{
	return r->json != NULL ? json_raw(r->json) : csvin_raw(r->csv);
}

const char *
records_error(const struct records *r)
{
	return r->error;
}

struct json_response
records_response(const struct records *r)
{
	return json_response(r->json);
}

bool
records_are_json(const struct records *r)
{
	return r->json != NULL;
}

struct str
records_html_text(struct bytes *source, char *to, size_t cap)
{
	struct str s = skip_blanks(bytes_peek_line(source, PEEK)), text = { to, 0 };
	bool in_tag = false;

	if (s.n == 0 || s.p[0] != '<')
		return text;
	s = skip_blanks(bytes_peek(source, PEEK));
	for (size_t i = 0; i < s.n && text.n + 1 < cap; i++) {
		char c = s.p[i];
		bool gap = c == '<' || c == '>' || (unsigned char)c <= ' ';
		in_tag = c == '<' || (in_tag && c != '>');
		if (gap && text.n > 0 && to[text.n - 1] != ' ')
			to[text.n++] = ' ';
		else if (!gap && !in_tag)
			to[text.n++] = c;
	}
	if (text.n == 0)
		return str_of("(no text)");
	return str_trim(text);
}

void
records_close(struct records *r)
{
	if (r->csv != NULL)
		csvin_close(r->csv);
	if (r->json != NULL)
		json_close(r->json);
	columns_free(&r->columns);
	free(r);
}
