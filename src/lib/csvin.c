#include "csvin.h"

#include <csv.h>
#include <stdlib.h>

#include "mem.h"

enum {
	BLOCK = 256 * 1024,
	LINE_EXTRA = 4, /* a byte-order mark and a carriage return are no part of the record */
};

struct csvin {
	struct source *source;
	char delimiter;
	/* text[at .. n) has been read and not handed out yet */
	char *text;
	size_t at, n, cap;
	bool end;
	bool has_quote, has_cr, has_nul; /* somewhere in text[0 .. n) */
	uint64_t line;
	struct str raw;
	struct str *field;
	size_t fields, field_cap;
	struct csv_parser judge;
	struct buf decoded;  /* the quoted line's fields, one after the other */
	size_t *decoded_end; /* where each of them ends */
	size_t decoded_cap;
	const char *error;
};

static int
is_space_never(unsigned char c)
{
	(void)c;
	return 0;
}

static void
start_judge(struct csvin *in)
{
	csv_init(&in->judge, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_delim(&in->judge, (unsigned char)in->delimiter);
	/* libcsv drops blanks around fields; to RFC 4180 and to us they are data */
	csv_set_space_func(&in->judge, is_space_never);
}

static struct csvin *
new_reader(char delimiter)
{
	struct csvin *in = mem_zalloc(1, sizeof *in);

	in->delimiter = delimiter;
	start_judge(in);
	return in;
}

struct csvin *
csvin_open(struct source *source, char delimiter)
{
	struct csvin *in = new_reader(delimiter);

	in->source = source;
	in->cap = BLOCK;
	in->text = mem_alloc(in->cap, 1);
	return in;
}

static enum csvin_result
fail(struct csvin *in, const char *why)
{
	in->error = why;
	return CSVIN_FAIL;
}

static enum csvin_result
bad(struct csvin *in, const char *why)
{
	in->error = why;
	return CSVIN_BAD;
}

/* Reads another block behind what is left. False on an error. */
static bool
fill(struct csvin *in)
{
	if (in->at > 0) {
		memmove(in->text, in->text + in->at, in->n - in->at);
		in->n -= in->at;
		in->at = 0;
	}
	if (in->cap - in->n < BLOCK / 2) {
		in->cap *= 2;
		in->text = mem_resize(in->text, in->cap, 1);
	}
	ssize_t got = source_read(in->source, in->text + in->n, in->cap - in->n);
	if (got < 0)
		return false;
	in->n += (size_t)got;
	in->end = got == 0;
	/* asked once a block, so that the common line is not searched for what no line has */
	in->has_quote = in->n > 0 && memchr(in->text, '"', in->n) != NULL;
	in->has_cr = in->n > 0 && memchr(in->text, '\r', in->n) != NULL;
	in->has_nul = in->n > 0 && memchr(in->text, '\0', in->n) != NULL;
	return true;
}

/* Finds the next line in the text, reading on as needed. */
static enum csvin_result
next_line(struct csvin *in)
{
	size_t searched = 0;

	for (;;) {
		size_t left = in->n - in->at - searched;
		char *from = in->text + in->at;
		char *newline = left > 0 ? memchr(from + searched, '\n', left) : NULL;

		if (newline != NULL || (in->end && in->at < in->n)) {
			size_t n = newline != NULL ? (size_t)(newline - from) : in->n - in->at;
			in->at += n + (newline != NULL);
			in->line++;
			in->raw = (struct str){ from, n };
			if (n > CSVIN_MAX_RECORD + LINE_EXTRA)
				break;
			return CSVIN_ROW;
		}
		if (in->end)
			return CSVIN_END;
		searched = in->n - in->at;
		if (searched > CSVIN_MAX_RECORD + LINE_EXTRA) {
			in->line++;
			break;
		}
		if (!fill(in))
			return fail(in, source_error(in->source));
	}
	return fail(in, "a record of more than 1 MiB");
}

static void
add_field(struct csvin *in, struct str s)
{
	mem_grow(&in->field, &in->field_cap, in->fields, sizeof *in->field);
	in->field[in->fields++] = s;
}

static void
split_plain(struct csvin *in)
{
	struct str rest = in->raw, part;

	in->fields = 0;
	while (str_split(&rest, in->delimiter, &part))
		add_field(in, part);
}

static void
on_field(void *text, size_t n, void *data)
{
	struct csvin *in = data;

	buf_add(&in->decoded, (struct str){ text, n });
	mem_grow(&in->decoded_end, &in->decoded_cap, in->fields, sizeof *in->decoded_end);
	in->decoded_end[in->fields++] = in->decoded.n;
}

static void
on_row(int end, void *data)
{
	(void)end;
	(void)data;
}

static enum csvin_result
split_quoted(struct csvin *in)
{
	in->fields = 0;
	in->decoded.n = 0;
	const char *why = NULL;

	if (csv_parse(&in->judge, in->raw.p, in->raw.n, on_field, on_row, in) < in->raw.n)
		why = "a quote stands where none may";
	else if (csv_fini(&in->judge, on_field, on_row, in) != 0)
		why = "a quote is opened and not closed on its line";
	if (why != NULL) {
		csv_free(&in->judge);
		start_judge(in);
		in->fields = 0;
		return bad(in, why);
	}
	size_t start = 0, n = in->fields;
	in->fields = 0;
	for (size_t i = 0; i < n; i++) {
		add_field(in, (struct str){ in->decoded.p + start, in->decoded_end[i] - start });
		start = in->decoded_end[i];
	}
	return CSVIN_ROW;
}

static enum csvin_result
split_line(struct csvin *in)
{
	if (in->has_quote && memchr(in->raw.p, '"', in->raw.n) != NULL)
		return split_quoted(in);
	split_plain(in);
	return CSVIN_ROW;
}

enum csvin_result
csvin_next(struct csvin *in)
{
	if (in->source == NULL)
		return CSVIN_END;
	enum csvin_result r = next_line(in);
	in->fields = 0;
	if (r != CSVIN_ROW)
		return r;
	if (in->has_cr && in->raw.n > 0 && in->raw.p[in->raw.n - 1] == '\r')
		in->raw.n--;
	if (str_begins(in->raw, str_of("\xef\xbb\xbf")))
		in->raw.p += 3, in->raw.n -= 3;
	if (in->raw.n > CSVIN_MAX_RECORD)
		return fail(in, "a record of more than 1 MiB");
	if (in->raw.n == 0)
		return bad(in, "a blank line");
	if (in->has_nul && memchr(in->raw.p, '\0', in->raw.n) != NULL)
		return bad(in, "a NUL byte; text in UTF-16, or no text at all");
	if (in->has_cr && memchr(in->raw.p, '\r', in->raw.n) != NULL)
		return bad(in, "a carriage return inside the line");
	return split_line(in);
}

size_t
csvin_count(const struct csvin *in)
{
	return in->fields;
}

struct str
csvin_field(const struct csvin *in, size_t i)
{
	return in->field[i];
}

const struct str *
csvin_fields(const struct csvin *in)
{
	return in->field;
}

struct str
csvin_raw(const struct csvin *in)
{
	return in->raw;
}

uint64_t
csvin_line(const struct csvin *in)
{
	return in->line;
}

const char *
csvin_error(const struct csvin *in)
{
	return in->error;
}

void
csvin_close(struct csvin *in)
{
	csv_free(&in->judge);
	buf_free(&in->decoded);
	free(in->decoded_end);
	free(in->field);
	free(in->text);
	free(in);
}

struct csvin *
csvin_for_lines(char delimiter)
{
	struct csvin *in = new_reader(delimiter);

	in->has_quote = true;
	return in;
}

bool
csvin_split(struct csvin *in, struct str line)
{
	in->raw = line;
	in->fields = 0;
	if (line.n > 0)
		return split_line(in) == CSVIN_ROW;
	add_field(in, line);
	return true;
}

struct csvin *
csvin_of_line(struct str line, char delimiter)
{
	struct csvin *in = csvin_for_lines(delimiter);

	if (csvin_split(in, line))
		return in;
	csvin_close(in);
	return NULL;
}
