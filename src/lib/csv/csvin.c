#include "csvin.h"

#include <stdlib.h>

#include "lib/die.h"

enum {
	LINE_EXTRA = 4, /* bytes of a line that are not in the record: byte-order mark and CR */
};

/* How the text of a field represents its value. */
enum form {
	FORM_PLAIN,  /* literally */
	FORM_QUOTED, /* literally, in quotes */
	FORM_ESCAPED /* in quotes, with doubled quotes inside; decoded on demand */
};

static int
is_space_never(unsigned char c)
{
	(void)c;
	return 0;
}

/* libcsv drops the field if it gets no memory, and says so only if asked. */
static void *
csv_resize(void *old, size_t n)
{
	return mem_resize(old, n, 1);
}

static void
start_parser(struct csvin *in)
{
	csv_init(&in->parser, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_delim(&in->parser, (unsigned char)in->delimiter);
	/* libcsv drops blanks around fields; according to RFC 4180 they belong to the field */
	csv_set_space_func(&in->parser, is_space_never);
	csv_set_realloc_func(&in->parser, csv_resize);
}

static struct csvin *
new_reader(char delimiter)
{
	struct csvin *in = mem_zalloc(1, sizeof *in);

	in->delimiter = delimiter;
	start_parser(in);
	return in;
}

struct csvin *
csvin_open(struct bytes *source, char delimiter)
{
	struct csvin *in = new_reader(delimiter);

	in->source = source;
	in->blocks = blocks_open(source, delimiter, CSVIN_MAX_RECORD + LINE_EXTRA);
	return in;
}

static enum csvin_result
fail(struct csvin *in, const char *why)
{
	in->error = why;
	in->fields = 0;
	return CSVIN_FAIL;
}

static enum csvin_result
bad(struct csvin *in, const char *why)
{
	in->error = why;
	in->fields = 0;
	return CSVIN_BAD;
}

/* Makes room for `n` fields. */
static void
reserve(struct csvin *in, size_t n)
{
	if (n <= in->field_cap)
		return;
	in->field_cap = n * 2;
	in->field = mem_resize(in->field, in->field_cap, sizeof *in->field);
	in->form = mem_resize(in->form, in->field_cap, sizeof *in->form);
}

static inline void
add_field(struct csvin *in, const char *from, const char *to, enum form form)
{
	in->field[in->fields] = (struct str){ from, (size_t)(to - from) };
	in->form[in->fields++] = (unsigned char)form;
	in->escaped |= form == FORM_ESCAPED;
}

static const char unclosed[] = "a quote is opened and not closed on its line",
		  misplaced[] =
		      "a misplaced quote: quote whole fields, and double the quotes in them";

/* Adds the quoted field at `p`. Returns the end of it, or null if its quote is not closed. */
static const char *
quoted_field(struct csvin *in, const char *p, const char *end)
{
	const char *from = ++p;
	enum form form = FORM_QUOTED;

	for (;;) {
		p = p < end ? memchr(p, '"', (size_t)(end - p)) : NULL;
		if (p == NULL) {
			in->error = unclosed;
			return NULL;
		}
		if (p + 1 == end || p[1] != '"')
			break;
		form = FORM_ESCAPED;
		p += 2;
	}
	reserve(in, in->fields + 1);
	add_field(in, from, p, form);
	return p + 1;
}

/*
 * Splits the line `raw` without marks, by the rules of libcsv in strict mode. For special lines,
 * and those that scan has not seen.
 */
static enum csvin_result
split_plainly(struct csvin *in)
{
	const char *p = in->raw.p, *end = p + in->raw.n;

	in->fields = 0;
	in->split = true;
	in->escaped = false;
	for (;; p++) {
		const char *from = p;
		if (p < end && *p == '"') {
			p = quoted_field(in, p, end);
			if (p == NULL)
				return bad(in, in->error);
		} else {
			const char *stop =
			    p < end ? memchr(p, in->delimiter, (size_t)(end - p)) : NULL;
			p = stop != NULL ? stop : end;
			if (p > from && memchr(from, '"', (size_t)(p - from)) != NULL)
				return bad(in, misplaced);
			reserve(in, in->fields + 1);
			add_field(in, from, p, FORM_PLAIN);
		}
		if (p == end)
			return CSVIN_ROW;
		if (*p != in->delimiter)
			return bad(in, misplaced);
	}
}

/* Splits a line that scan flagged as special; it may be malformed. */
static enum csvin_result
split_special(struct csvin *in)
{
	if (memchr(in->raw.p, '\0', in->raw.n) != NULL)
		return bad(in, "a NUL byte: this is UTF-16 text or a binary file");
	if (memchr(in->raw.p, '\r', in->raw.n) != NULL)
		return bad(in, "a carriage return inside the line");
	return split_plainly(in);
}

/* Makes the next line of the block the current record. */
static enum csvin_result
take_line(struct csvin *in)
{
	uint32_t entry = in->scan.line[in->next_line++];
	size_t newline = entry & ~SCAN_SPECIAL;
	size_t stop = in->scan.mark[newline];
	struct str raw = { in->text + in->at, stop - in->at };

	in->line++;
	in->at = stop;
	if (stop < in->n)
		in->at += in->text[stop] == '\r' ? 2 : 1;
	in->mark = in->scan.mark + in->next_mark;
	in->fields = newline - in->next_mark + 1;
	in->next_mark = newline + 1;
	in->split = false;
	if (raw.n > CSVIN_MAX_RECORD + LINE_EXTRA)
		return fail(in, "a record of more than 1 MiB");
	/* a CR without LF ends only the last line of the input; elsewhere it is inside the line */
	if (stop == in->n && raw.n > 0 && raw.p[raw.n - 1] == '\r')
		raw.n--;
	if (str_begins(raw, str_of("\xef\xbb\xbf")))
		raw.p += 3, raw.n -= 3;
	in->raw = raw;
	if (raw.n > CSVIN_MAX_RECORD)
		return fail(in, "a record of more than 1 MiB");
	if (raw.n == 0)
		return bad(in, "a blank line");
	if ((entry & SCAN_SPECIAL) == 0)
		return CSVIN_ROW;
	return split_special(in);
}

/* Reads the next block. Returns CSVIN_ROW if there is one. */
static enum csvin_result
next_block(struct csvin *in)
{
	in->fields = 0;
	switch (in->next) {
	case BLOCKS_END: return CSVIN_END;
	case BLOCKS_TOO_LONG: in->line++; return fail(in, "a record of more than 1 MiB");
	case BLOCKS_FAILED: return fail(in, blocks_error(in->blocks));
	case BLOCKS_MORE: break;
	}
	const struct blocks_block *b = blocks_take(in->blocks);
	in->text = b->text;
	in->n = b->n;
	in->scan = b->scan;
	in->next = b->next;
	in->at = in->next_line = in->next_mark = 0;
	return CSVIN_ROW;
}

enum csvin_result
csvin_next_slowly(struct csvin *in)
{
	if (in->source == NULL)
		return CSVIN_END;
	if (in->decoded.used > 0)
		arena_free(&in->decoded);
	while (in->next_line == in->scan.lines) {
		enum csvin_result got = next_block(in);
		if (got != CSVIN_ROW)
			return got;
	}
	return take_line(in);
}

static void
on_field(void *text, size_t n, void *data)
{
	struct csvin *in = data;

	buf_add(&in->parsed, (struct str){ text, n });
}

static void
on_row(int end, void *data)
{
	(void)end;
	(void)data;
}

/* Decodes a field with doubled quotes; `inner` is the text between its outer quotes. */
static struct str
decode(struct csvin *in, struct str inner)
{
	/* the outer quotes are next to `inner` in the text */
	in->parsed.n = 0;
	csv_parse(&in->parser, inner.p - 1, inner.n + 2, on_field, on_row, in);
	csv_fini(&in->parser, on_field, on_row, in);
	static const char slack[BLOCKS_SLACK];
	size_t n = in->parsed.n;
	buf_add(&in->parsed, (struct str){ slack, sizeof slack });
	return (struct str){ arena_copy(&in->decoded, buf_str(&in->parsed)).p, n };
}

struct str
csvin_unquote(struct csvin *in, struct str field)
{
	struct str inner = { field.p + 1, field.n - 2 };
	bool escaped = inner.n > 0 && memchr(inner.p, '"', inner.n) != NULL;

	return escaped ? decode(in, inner) : inner;
}

static void
split_marks(struct csvin *in)
{
	size_t n = in->fields;

	reserve(in, n);
	for (size_t i = 0; i < n; i++) {
		in->field[i] = csvin_field(in, i);
		in->form[i] = FORM_PLAIN;
	}
	in->split = true;
	in->escaped = false;
}

struct str
csvin_field_slowly(struct csvin *in, size_t i)
{
	if (in->form[i] == FORM_ESCAPED) {
		in->field[i] = decode(in, in->field[i]);
		in->form[i] = FORM_QUOTED;
	}
	return in->field[i];
}

const struct str *
csvin_fields(struct csvin *in)
{
	if (!in->split && in->fields > 0)
		split_marks(in);
	for (size_t i = 0; in->escaped && i < in->fields; i++)
		(void)csvin_field(in, i);
	return in->field;
}

const char *
csvin_error(const struct csvin *in)
{
	return in->error;
}

void
csvin_close(struct csvin *in)
{
	csv_free(&in->parser);
	arena_free(&in->decoded);
	buf_free(&in->parsed);
	free(in->field);
	free(in->form);
	if (in->blocks != NULL)
		blocks_close(in->blocks);
	free(in);
}

struct csvin *
csvin_for_lines(char delimiter)
{
	return new_reader(delimiter);
}

bool
csvin_split(struct csvin *in, struct str line)
{
	if (in->decoded.used > 0)
		arena_free(&in->decoded);
	in->raw = line;
	return split_plainly(in) == CSVIN_ROW;
}

struct csvin *
csvin_of_option(const char *option, const char *text, char delimiter)
{
	struct csvin *in = csvin_for_lines(delimiter);

	if (!csvin_split(in, str_of(text)))
		misuse("--%s is '%s': %s", option, text, csvin_error(in));
	return in;
}
