/*
 * csvin: records of delimited text, one a line, out of a source.
 *
 * The rules are those of trade-csv(5): a record is a line (LF or CRLF, the last one may lack it), a
 * field is as written or in quotes with "" for a quote, blanks belong to the field. A quoted
 * newline, an unclosed or misplaced quote, a carriage return inside a line, a blank line or a NUL
 * byte make a bad record. A byte-order mark before a line is dropped: joined files have them inside
 * too. libcsv decides about quotes; lines without any are split on the spot.
 */
#ifndef RELIANCE_LIB_CSV_CSVIN_H
#define RELIANCE_LIB_CSV_CSVIN_H

#include <csv.h>
#include <stdint.h>

#include "blocks.h"
#include "lib/mem.h"
#include "lib/str.h"

enum { CSVIN_MAX_RECORD = 1 << 20 }; /* bytes in a line, its end not counted */

enum csvin_result {
	CSVIN_ROW,
	CSVIN_END,
	CSVIN_BAD,  /* this record is bad, csvin_error() says why; the next can still be read */
	CSVIN_FAIL, /* reading failed or a record is too long; nothing more can be read */
};

/* Cell `at` of a record goes to place `to` of a list. */
struct csvin_pick {
	size_t at, to;
};

/* In the open for the functions below that are called for every row or field, and for them alone.
 */
struct csvin {
	struct bytes *source;
	struct blocks *feed;
	char delimiter;
	/* the block that is read: text[at .. n) has not been handed out yet */
	const char *text;
	size_t at, n;
	struct scan scan;
	enum blocks_next next; /* what comes behind it */
	size_t next_line;    /* index into scan.line */
	size_t next_mark;    /* the first mark of that line */
	uint64_t line;
	/* the record */
	struct str raw;
	size_t fields;
	const uint32_t *mark; /* ends of its fields, where it has no special bytes */
	struct str *field;    /* else, or once csvin_fields() was asked: the fields */
	unsigned char *form;
	bool split;   /* field[] is filled in */
	bool escaped; /* one of them holds doubled quotes */
	size_t field_cap;
	struct csv_parser judge;
	struct arena decoded;
	struct buf judged; /* what libcsv handed out */
	const char *error;
};

/* A reader over `source`, which stays the caller's. Fields are cut at `delimiter`. */
struct csvin *csvin_open(struct bytes *source, char delimiter);

/* Of a record that csvin_next() and csvin_field() have more to do for than most. */
enum csvin_result csvin_next_slowly(struct csvin *in);
struct str csvin_field_slowly(struct csvin *in, size_t i);
struct str csvin_unquote(struct csvin *in, struct str field);

/* Goes to the next record. What it hands out below is good until the next call. */
static inline enum csvin_result
csvin_next(struct csvin *in)
{
	if (in->next_line == in->scan.lines || in->decoded.used > 0)
		return csvin_next_slowly(in);
	uint32_t newline = in->scan.line[in->next_line];
	if ((newline & SCAN_SPECIAL) != 0)
		return csvin_next_slowly(in);
	size_t stop = in->scan.mark[newline];
	struct str raw = { in->text + in->at, stop - in->at };
	/* blank, too long, or perhaps a byte-order mark; the last line may lack its newline */
	if (raw.n - 1 >= CSVIN_MAX_RECORD || raw.p[0] == '\xef' || stop == in->n)
		return csvin_next_slowly(in);
	in->next_line++;
	in->line++;
	in->at = stop + 1 + (in->text[stop] == '\r');
	in->raw = raw;
	in->mark = in->scan.mark + in->next_mark;
	in->fields = newline - in->next_mark + 1;
	in->next_mark = newline + 1;
	in->split = false;
	return CSVIN_ROW;
}

/*
 * Goes to the next record if that is a plain line of `fields` fields that begins with `lead`; else
 * to none, and csvin_next() tells what is next.
 */
static inline bool
csvin_next_alike(struct csvin *in, size_t fields, struct str lead)
{
	size_t newline = in->next_mark + fields - 1;

	if (in->next_line == in->scan.lines || in->decoded.used > 0 ||
	    in->scan.line[in->next_line] != newline)
		return false;
	size_t stop = in->scan.mark[newline];
	struct str raw = { in->text + in->at, stop - in->at };
	if (raw.n - 1 >= CSVIN_MAX_RECORD || stop == in->n || raw.n < lead.n ||
	    !str_same(raw.p, lead.p, lead.n))
		return false;
	in->next_line++;
	in->line++;
	in->at = stop + 1 + (in->text[stop] == '\r');
	in->raw = raw;
	in->mark = in->scan.mark + in->next_mark;
	in->fields = fields;
	in->next_mark = newline + 1;
	in->split = false;
	return true;
}

/* How many fields the record has. */
static inline size_t
csvin_count(const struct csvin *in)
{
	return in->fields;
}

/* One of them, unquoted. */
static inline struct str
csvin_field(struct csvin *in, size_t i)
{
	if (in->split)
		return csvin_field_slowly(in, i);
	/* the last field ends at the newline, which has a mark, too */
	const char *from = i > 0 ? in->text + in->mark[i - 1] + 1 : in->raw.p;
	struct str field = { from, (size_t)(in->text + in->mark[i] - from) };
	return field.n > 0 && from[0] == '"' ? csvin_unquote(in, field) : field;
}

/* One of a record that csvin_next_alike() went to, as it is written: quotes are not taken off. */
static inline struct str
csvin_written_field(const struct csvin *in, size_t i)
{
	const char *from = i > 0 ? in->text + in->mark[i - 1] + 1 : in->raw.p;

	return (struct str){ from, (size_t)(in->text + in->mark[i] - from) };
}

/* Several of them, where `pick` says. */
static inline void
csvin_take(struct csvin *in, const struct csvin_pick *pick, size_t n, struct str *to)
{
	if (in->split) {
		for (size_t i = 0; i < n; i++)
			to[pick[i].to] = csvin_field_slowly(in, pick[i].at);
		return;
	}
	const char *text = in->text, *begin = in->raw.p;
	const uint32_t *mark = in->mark;
	for (size_t i = 0; i < n; i++) {
		size_t at = pick[i].at;
		const char *from = at > 0 ? text + mark[at - 1] + 1 : begin;
		struct str field = { from, (size_t)(text + mark[at] - from) };
		to[pick[i].to] = field.n > 0 && from[0] == '"' ? csvin_unquote(in, field) : field;
	}
}

/* All of them. */
const struct str *csvin_fields(struct csvin *in);

/* The record as it came, without its line end. */
static inline struct str
csvin_raw(const struct csvin *in)
{
	return in->raw;
}

/* The record's line number, from 1. */
static inline uint64_t
csvin_line(const struct csvin *in)
{
	return in->line;
}

/* Why the last record was bad or reading failed; no line number in it. */
const char *csvin_error(const struct csvin *in);

void csvin_close(struct csvin *in);

/*
 * Splits lines as above, outside any input: lists on the command line, rows that were kept. False
 * where the quoting is wrong. The line must live as long as its fields are used.
 */
struct csvin *csvin_for_lines(char delimiter);
bool csvin_split(struct csvin *in, struct str line);

/*
 * The list, cut at `delimiter`, that option `option` was given, as a reader that stands on it. A
 * quote out of place is misuse.
 */
struct csvin *csvin_of_option(const char *option, const char *text, char delimiter);

#endif
