/*
 * csvin: reads records of delimited text, one per line, from a byte stream.
 *
 *	struct csvin *in = csvin_open(source, ',');
 *	while (csvin_next(in) == CSVIN_ROW)
 *		use(csvin_field(in, 0), csvin_line(in));
 *	csvin_close(in);
 *
 * The rules are those of trade-csv(5): RFC 4180 without line breaks in fields. A record is a line;
 * it ends in LF or CR LF, which the last one may lack. A field is written as it is, or in quotes
 * with "" for each quote in it. Blanks belong to the field. A byte-order mark at the beginning of a
 * line is skipped, also inside the input, as concatenated files have them. A line is a bad record
 * if it is blank, has an unclosed or misplaced quote, a NUL byte, or a CR inside.
 *
 * How it works: blocks.h delivers text together with the offsets where fields and lines end
 * (scan.h). For an ordinary line csvin_next() and csvin_field() only look up offsets; they are
 * inline, and no field that the caller does not use is touched. Lines that scan flags as special,
 * and what is rare otherwise, go to the functions named _slowly in csvin.c. libcsv decodes fields
 * with doubled quotes.
 */
#ifndef RELIANCE_LIB_CSV_CSVIN_H
#define RELIANCE_LIB_CSV_CSVIN_H

#include <csv.h>
#include <stdint.h>

#include "blocks.h"
#include "lib/mem.h"
#include "lib/str.h"

enum { CSVIN_MAX_RECORD = 1 << 20 }; /* longest record in bytes, without its line end */

enum csvin_result {
	CSVIN_ROW,
	CSVIN_END,
	CSVIN_BAD,  /* a malformed record, see csvin_error(); the next one can be read */
	CSVIN_FAIL, /* reading failed or a record is too long, see csvin_error(); do not read on */
};

/* For csvin_take(): copy field `at` of the record to element `to` of an array. */
struct csvin_pick {
	size_t at, to;
};

/* Private. Defined here only so that the hot accessors below can be inlined. */
struct csvin {
	struct bytes *source;
	struct blocks *blocks;
	char delimiter;
	/* the current block; text[at..n) has not been read yet */
	const char *text;
	size_t at, n;
	struct scan scan;
	enum blocks_next next; /* what follows the block */
	size_t next_line;      /* index into scan.line of the next record */
	size_t next_mark;      /* index into scan.mark of its first field end */
	uint64_t line;         /* number of the current record's line */
	/* the current record */
	struct str raw;       /* its line */
	size_t fields;        /* number of fields */
	const uint32_t *mark; /* offsets in `text` of their ends; unused if `split` */
	struct str *field;    /* the fields, if `split` */
	unsigned char *form;  /* enum form of each */
	bool split;           /* field[] and form[] are filled in */
	bool escaped;         /* some field still has doubled quotes */
	size_t field_cap;     /* elements of room in field[] and form[] */
	/* decoding of doubled quotes */
	struct csv_parser parser;
	struct arena decoded; /* decoded fields of the current record */
	struct buf parsed;    /* output of libcsv */
	const char *error;
};

/*
 * Opens a reader. `source` stays the caller's and must not be used until csvin_close(). Fields are
 * separated by `delimiter`.
 */
struct csvin *csvin_open(struct bytes *source, char delimiter);

/* Private: the rare cases of csvin_next() and csvin_field(). */
enum csvin_result csvin_next_slowly(struct csvin *in);
struct str csvin_field_slowly(struct csvin *in, size_t i);
struct str csvin_unquote(struct csvin *in, struct str field);

/*
 * Reads the next record. Everything that the functions below return is valid until the next call.
 */
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
	/* blank, too long, perhaps a byte-order mark, or a last line without newline */
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
 * Reads the next record only if it is an ordinary line with `fields` fields that begins with
 * `lead`. Otherwise returns false and reads nothing: call csvin_next(). Faster than that function
 * for the rows of one reporter, flow and period, which begin alike.
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

/* The number of fields in the record. */
static inline size_t
csvin_count(const struct csvin *in)
{
	return in->fields;
}

/* Field `i`, without its quotes. */
static inline struct str
csvin_field(struct csvin *in, size_t i)
{
	if (in->split)
		return csvin_field_slowly(in, i);
	/* the mark of the last field is that of the line end */
	const char *from = i > 0 ? in->text + in->mark[i - 1] + 1 : in->raw.p;
	struct str field = { from, (size_t)(in->text + in->mark[i] - from) };
	return field.n > 0 && from[0] == '"' ? csvin_unquote(in, field) : field;
}

/* Field `i` as written, quotes included. Only after csvin_next_alike() returned true. */
static inline struct str
csvin_written_field(const struct csvin *in, size_t i)
{
	const char *from = i > 0 ? in->text + in->mark[i - 1] + 1 : in->raw.p;

	return (struct str){ from, (size_t)(in->text + in->mark[i] - from) };
}

/* Copies the `n` fields listed in `pick`, without their quotes, to `to`. */
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

/* All fields, without their quotes. */
const struct str *csvin_fields(struct csvin *in);

/* The line of the record as it was read, without line end and byte-order mark. */
static inline struct str
csvin_raw(const struct csvin *in)
{
	return in->raw;
}

/* Is the record a line of delimiters alone, as spreadsheets leave them? It is no more than a blank
 * line. */
static inline bool
csvin_is_blank(const struct csvin *in)
{
	return in->raw.n + 1 == in->fields && in->fields > 1;
}

/* The line number of the record, from 1; 0 if nothing has been read. */
static inline uint64_t
csvin_line(const struct csvin *in)
{
	return in->line;
}

/* The reason for CSVIN_BAD or CSVIN_FAIL, for a message; contains no line number. */
const char *csvin_error(const struct csvin *in);

/* Frees the reader. The source stays open. */
void csvin_close(struct csvin *in);

/* Opens a reader without a source, for csvin_split(). */
struct csvin *csvin_for_lines(char delimiter);

/*
 * Splits a line that does not come from the source, such as a list on the command line or a stored
 * row, and makes it the current record. `line` must stay valid as long as its fields are used.
 * False if its quotes are malformed; see csvin_error().
 */
bool csvin_split(struct csvin *in, struct str line);

/*
 * Splits the argument `text` of option `option`. Returns a reader whose current record is that
 * list, for the caller to close. Malformed quotes are misuse.
 */
struct csvin *csvin_of_option(const char *option, const char *text, char delimiter);

#endif
