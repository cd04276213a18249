/*
 * records: the records of one input, whatever carries them: delimited text (commas, tabs or
 * semicolons, told from its first line) or JSON.
 */
#ifndef RELIANCE_SOURCE_RECORDS_H
#define RELIANCE_SOURCE_RECORDS_H

#include "json.h"
#include "lib/csv/columns.h"
#include "lib/csv/csvin.h"
#include "lib/io/bytes.h"

enum records_result {
	RECORDS_ROW,
	RECORDS_ANSWER, /* the end of an answer in JSON, see records_answer() */
	RECORDS_END,
	RECORDS_BAD,      /* this record is bad; the next can be read */
	RECORDS_FAIL,     /* nothing more can be read */
	RECORDS_UPSTREAM, /* the mark of a filter that failed before us; records_raw() is it */
};

/* In the open for the functions below that are called for every row; but for two that anyone reads.
 */
struct records {
	struct columns columns; /* of the record */
	bool changed;           /* the record is the first that has them */
	struct csvin *csv;
	struct json *json;
	bool has_header;
	bool extra, extra_known; /* do the lines have a 48th field? the first one decides */
	bool usual;              /* a line needs so many fields, and no second look */
	const char *error;
	char text[128];
};

/*
 * Reads over `source`, which stays the caller's. `columns` are those of delimited text without a
 * header line, or null. With `raw`, JSON records keep their text.
 */
struct records *records_open(struct bytes *source, const char *columns, bool raw);

/* First of all: reads the header line, where there is one. RECORDS_ROW is success. */
enum records_result records_begin(struct records *r);

/* What records_next() does for JSON, and for a line that csvin_next() returned `line` for. */
enum records_result records_next_json(struct records *r);
enum records_result records_take_line(struct records *r, enum csvin_result line);

/* Of delimited text: could the record be a header line come again? */
static inline bool
records_may_be_header(const struct records *r)
{
	return columns_may_have(&r->columns, csvin_field(r->csv, 0));
}

static inline enum records_result
records_next(struct records *r)
{
	if (r->json != NULL)
		return records_next_json(r);
	enum csvin_result line = csvin_next(r->csv);
	/* a name of a column in front may be the header line come again */
	if (line != CSVIN_ROW || !r->usual || csvin_count(r->csv) != r->columns.n ||
	    records_may_be_header(r))
		return records_take_line(r, line);
	r->changed = false;
	return RECORDS_ROW;
}

/* csvin_next_alike() of a line that needs no second look. */
static inline bool
records_next_alike(struct records *r, struct str lead)
{
	if (!r->usual || !csvin_next_alike(r->csv, r->columns.n, lead))
		return false;
	r->changed = false;
	return true;
}

/*
 * Puts cells of the record, unquoted, where `pick` says; good until the next call of
 * records_next().
 */
void records_take_json(
    const struct records *r, const struct csvin_pick *pick, size_t n, struct str *to);

static inline void
records_take(const struct records *r, const struct csvin_pick *pick, size_t n, struct str *to)
{
	if (r->json != NULL)
		records_take_json(r, pick, n, to);
	else
		csvin_take(r->csv, pick, n, to);
}

/* True for a line with one more field than columns, an empty one: the website's trailing comma. */
static inline bool
records_has_extra(const struct records *r)
{
	return r->extra;
}

/*
 * The first `columns` fields of the record and the delimiters behind them, as they stand; empty if
 * the line is a special one, or they are all there are.
 */
static inline struct str
records_lead(const struct records *r, size_t columns)
{
	const struct csvin *csv = r->csv;

	if (columns == 0 || csv == NULL || csv->split || csv->fields <= columns)
		return (struct str){ NULL, 0 };
	const char *from = csv->raw.p;
	return (struct str){ from, (size_t)(csv->text + csv->mark[columns - 1] + 1 - from) };
}

struct str records_raw(const struct records *r);

static inline uint64_t
records_line(const struct records *r)
{
	return r->json != NULL ? json_line(r->json) : csvin_line(r->csv);
}

const char *records_error(const struct records *r);
struct json_answer records_answer(const struct records *r);

/* True for JSON, whose answers have ends of their own. */
bool records_are_json(const struct records *r);

/* The words of a page of HTML, without its tags; empty if the input is none. */
struct str records_page_words(struct bytes *source, char *to, size_t cap);

void records_close(struct records *r);

#endif
