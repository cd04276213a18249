#include "input.h"

#include <errno.h>
#include <stdlib.h>

#include "layout-guessed.h"
#include "lib/csv/csvout.h"
#include "lib/die.h"
#include "records.h"

enum { HEAD_MAX = 64 }; /* bytes of a head that are compared */

struct input {
	const struct input_options *options;
	struct decoder *decoder;
	bool first; /* of the operands */
	const char *name;
	struct bytes *source;
	struct records *records;
	struct binding binding;
	struct cells cells;
	struct row_head head; /* the last one decoded ... */
	char head_text[HEAD_MAX];
	size_t head_n;    /* ... and its source text; 0 if that cannot be compared */
	bool fast;        /* decode_fast() can be tried on rows with the same head */
	struct str *kept; /* the cells of --keep, in UTF-8 */
	struct buf *kept_text;
	bool bound, ever_bound;
	bool from_service; /* of the layout */
	bool has_ahead;    /* begin() read the first record: `ahead`, and its error or null */
	enum records_result ahead;
	const char *ahead_error;
	uint64_t rows; /* in this file or response */
	bool any;      /* a response was read */
	const char *error;
	struct buf why;
};

static noreturn void
fail_at(const struct input *in, const char *why)
{
	uint64_t line = records_line(in->records);
	const char *hint = in->options->cached ? INPUT_FETCHED_HINT : "";

	if (line == 0)
		die("%s: %s%s", in->name, why, hint);
	die("%s:%llu: %s%s", in->name, (unsigned long long)line, why, hint);
}

/* The service truncates a response at its row limit without notice. */
static void
check_limits(struct input *in)
{
	static const uint64_t limit[] = { 500, 100000, 250000 };

	for (size_t i = 0; i < sizeof limit / sizeof *limit && !in->options->cached; i++)
		if (in->rows == limit[i])
			warn("%s: exactly %llu rows, a row limit of the service: some rows may be "
			     "missing",
			    in->name, (unsigned long long)in->rows);
}

/* Guard G9, at the end of a JSON response. */
static void
check_response(struct input *in)
{
	struct json_response r = records_response(in->records);

	in->any = true;
	if (r.error.n > 0)
		die("%s: no data; the server's message: %.*s", in->name, STR_ARG(r.error));
	if (r.count != r.records)
		die("%s: the response is incomplete: its count is %llu, but it has %llu row%s",
		    in->name, (unsigned long long)r.count, (unsigned long long)r.records,
		    plural(r.records));
	if (r.records == 0 && !in->options->allow_empty)
		die("%s: a response without rows, as for a wrong code, period or country "
		    "(--allow-empty accepts it)",
		    in->name);
	if (in->from_service)
		check_limits(in);
	in->rows = 0;
}

static void
check_end(struct input *in)
{
	if (!in->any && records_are_json(in->records))
		die("%s: no data at all", in->name);
	if (!records_are_json(in->records) && in->from_service)
		check_limits(in);
}

/* Are the numbers cells in a buffer of csvin? It has DEC_ROOM readable bytes after each cell. */
static bool
may_overread(const struct input *in)
{
	const struct binding *b = &in->binding;

	return !records_are_json(in->records) && b->constant[ROLE_VALUE].p == NULL &&
	       b->constant[ROLE_NET_KG].p == NULL;
}

/* Do the layout and the options need nothing that decode_fast() ignores? */
static bool
allows_fast_path(const struct input *in)
{
	const struct input_options *o = in->options;

	return o->keep == 0 && o->hs->n == 0 && !in->decoder->has_details && may_overread(in) &&
	       in->binding.at[ROLE_HS] >= 0 && in->binding.at[ROLE_VALUE] >= 0;
}

/* Appends the --map that the columns suggest. */
static const char *
hint_map(const struct columns *columns, struct buf *why)
{
	struct buf list = { 0 };

	buf_printf(why, "; name its columns, as with --map '");
	layout_guess(columns, why);
	buf_printf(why, "'. Its columns: %.300s", columns_list(columns, &list));
	buf_free(&list);
	return buf_text(why);
}

/*
 * Binds a layout to new columns. Returns null, or an error message. If this input had no binding
 * before, an error ends the program; later, in JSON, it makes the record a bad row.
 */
static const char *
bind(struct input *in)
{
	const struct columns *columns = &in->records->columns;
	const struct input_options *o = in->options;
	bool first = !in->ever_bound;

	if (columns->n == 0)
		return "a record without fields";
	const char *wrong =
	    binding_make(&in->binding, columns, &o->map, o->kept, o->keep, &in->why);
	if (in->binding.unknown)
		wrong = hint_map(columns, &in->why);
	in->bound = wrong == NULL;
	in->ever_bound |= in->bound;
	if (in->bound) {
		in->from_service = in->binding.layout->from_service;
		binding_begin(&in->binding, &in->cells);
		decode_begin(in->decoder, &in->binding, may_overread(in));
		in->head_n = 0;
		in->fast = allows_fast_path(in);
	}
	if (wrong != NULL && first && in->binding.misnamed && in->first)
		misuse("%s: %s", in->name, wrong);
	if (wrong != NULL && first)
		fail_at(in, wrong);
	return wrong;
}

static enum input_result
bad(struct input *in, const char *why)
{
	in->error = why;
	return INPUT_BAD;
}

/* The caller does not receive this row, nor its head: the next row must not rely on that. */
static enum input_result
bad_row(struct input *in, const char *why)
{
	in->head_n = 0;
	return bad(in, why);
}

/* Reads the cells of --keep into `kept`; false if one is not text. */
static bool
read_kept(struct input *in)
{
	records_take(in->records, in->binding.kept, in->options->keep, in->kept);
	for (size_t i = 0; i < in->options->keep; i++)
		if (!decode_text(in->kept[i], &in->kept_text[i], &in->kept[i]))
			return false;
	return true;
}

/* Is the row of a flow that is not selected? False also if that is not known yet. */
static inline bool
is_other_flow(struct input *in)
{
	struct str cell;

	if (in->binding.flow == NULL)
		return false;
	const struct csvin_pick pick = { in->binding.flow->at, 0 };
	records_take(in->records, &pick, 1, &cell);
	const struct flow *flow = memo_find(&in->decoder->flows, cell);
	return flow != NULL && !flow_is_among(flow, in->options->flows);
}

/*
 * Is the row of a commodity that is not selected? False also if that is not known yet. With --hs
 * most rows end here, many times faster than if they were decoded.
 */
static bool
is_other_commodity(struct input *in)
{
	const struct hs_set *wanted = in->options->hs;
	char text[HS_MAX + 1];
	struct str cell;
	bool padded;

	if (in->binding.hs == NULL)
		return false;
	const struct csvin_pick pick = { in->binding.hs->at, 0 };
	records_take(in->records, &pick, 1, &cell);
	cell = str_trim(cell);
	if (cell.n == 5 && in->binding.layout->loses_zeros && hs_parse_number(cell, text, &padded))
		cell = (struct str){ text, 6 };
	/* only codes written in the usual way can be judged here */
	return cell.n <= 8 && cell.n % 2 == 0 && str_digits(cell) &&
	       !hs_set_may_match(wanted, cell);
}

/* Is the head, with the comma after it, the same text as in the row before? */
static inline bool
has_same_head(const struct input *in)
{
	if (in->head_n == 0)
		return false;
	struct str prefix = records_prefix(in->records, in->binding.prefix);
	return prefix.n == in->head_n && str_same(prefix.p, in->head_text, prefix.n);
}

/* Decodes a row with the same head as the row before; false if decode_fast() cannot. */
static inline bool
decode_rest_fast(struct input *in, struct row *row)
{
	const struct csvin *csv = in->records->csv;
	const int *at = in->binding.at;
	struct str weight = { "", 0 };

	if (at[ROLE_NET_KG] >= 0)
		weight = csvin_written_field(csv, (size_t)at[ROLE_NET_KG]);
	row->fresh = false;
	row->head = &in->head;
	return decode_fast(in->decoder, csvin_written_field(csv, (size_t)at[ROLE_HS]),
	    csvin_written_field(csv, (size_t)at[ROLE_VALUE]), weight, row);
}

static const char *
read_head(struct input *in)
{
	const char *wrong = decode_head(in->decoder, &in->cells, &in->head, &in->why);
	struct str prefix = records_prefix(in->records, in->binding.prefix);

	bool comparable = wrong == NULL && prefix.n > 0 && prefix.n <= HEAD_MAX &&
			  !records_may_be_header(in->records);
	in->head_n = comparable ? prefix.n : 0;
	if (in->head_n > 0)
		memcpy(in->head_text, prefix.p, prefix.n);
	return wrong;
}

static enum input_result
decode(struct input *in, struct row *row, struct row_head *head)
{
	const struct binding *b = &in->binding;
	const char *wrong = NULL;

	if (records_has_extra(in->records) && !b->layout->from_service)
		return bad(in, "one field more than the header has");
	if ((in->options->flows != 0 && is_other_flow(in)) ||
	    (in->options->hs->n > 0 && is_other_commodity(in)))
		return INPUT_OTHER;
	row->fresh = !has_same_head(in);
	if (row->fresh) {
		records_take(in->records, b->pick, b->picks, in->cells.cell);
		wrong = read_head(in);
		*head = in->head;
	} else {
		records_take(in->records, b->pick + b->heads, b->picks - b->heads, in->cells.cell);
	}
	row->head = &in->head;
	if (wrong == NULL)
		wrong = decode_rest(in->decoder, &in->cells, row, &in->why);
	if (wrong != NULL)
		return bad_row(in, wrong);
	if (in->options->keep > 0 && !read_kept(in))
		return bad_row(in, "a --keep column has bytes that are not text");
	row->kept = in->kept;
	return INPUT_ROW;
}

/* Ends the program if nothing more can be read. */
static void
check_readable(struct input *in, enum records_result got)
{
	if (got == RECORDS_FAIL)
		fail_at(in, records_error(in->records));
}

/* Reads the next record, and sets its error message or null; checks and skips ends of responses. */
static enum records_result
advance(struct input *in, const char **wrong)
{
	enum records_result got = records_next(in->records);

	*wrong = NULL;
	if (got == RECORDS_ROW && in->bound && !in->records->changed)
		return got;
	while (got == RECORDS_RESPONSE) {
		check_response(in);
		got = records_next(in->records);
	}
	check_readable(in, got);
	*wrong = got == RECORDS_BAD ? records_error(in->records) : NULL;
	if (got == RECORDS_ROW && (in->records->changed || !in->bound))
		*wrong = bind(in);
	return got;
}

/* Binds a layout before the first row: to a header line, or to the first record of JSON. */
static void
begin(struct input *in)
{
	enum records_result got = records_begin(in->records);

	check_readable(in, got);
	if (got == RECORDS_END)
		die("%s: no data at all, not even a header line", in->name);
	if (got == RECORDS_UPSTREAM) {
		in->has_ahead = true;
		in->ahead = got;
		return;
	}
	if (records_are_json(in->records)) {
		in->has_ahead = true;
		in->ahead = advance(in, &in->ahead_error);
		return;
	}
	(void)bind(in);
}

struct input *
input_open(const struct operands *from, size_t i, const struct input_options *o, struct decoder *d)
{
	char text[200];
	struct input *in = mem_zalloc(1, sizeof *in);

	in->options = o;
	in->decoder = d;
	in->first = i == 0;
	in->name = operand_name(from->path[i]);
	in->source = operands_open(from, i);
	if (in->source == NULL)
		die("%s: %s", in->name, strerror(errno));
	struct str start = bytes_peek(in->source, 1);
	if (start.p == NULL)
		die("%s: %s", in->name, bytes_error(in->source));
	if (start.n == 0 && o->columns == NULL)
		die("%s: no data at all, not even a header line", in->name);
	struct str page = records_html_text(in->source, text, sizeof text);
	if (page.n > 0)
		die("%s: an HTML page instead of data: %.*s", in->name, STR_ARG(page));
	in->records = records_open(in->source, o->columns, o->want_raw);
	in->kept = mem_zalloc(o->keep, sizeof *in->kept);
	in->kept_text = mem_zalloc(o->keep, sizeof *in->kept_text);
	begin(in);
	return in;
}

bool
input_has_begun(const struct input *in)
{
	return !in->has_ahead || in->ahead != RECORDS_UPSTREAM;
}

/* input_next() without the fast path. */
static enum input_result
next_row(struct input *in, struct row *row, struct row_head *head)
{
	enum records_result got = in->ahead;
	const char *wrong = in->ahead_error;

	if (!in->has_ahead)
		got = advance(in, &wrong);
	in->has_ahead = false;
	if (got == RECORDS_END) {
		check_end(in);
		return INPUT_END;
	}
	if (got == RECORDS_UPSTREAM)
		return INPUT_UPSTREAM;
	in->rows++;
	return wrong != NULL ? bad(in, wrong) : decode(in, row, head);
}

enum input_result
input_next(struct input *in, struct row *row, struct row_head *head)
{
	if (!in->fast || in->head_n == 0 ||
	    !records_next_alike(in->records, (struct str){ in->head_text, in->head_n }))
		return next_row(in, row, head);
	in->rows++;
	return decode_rest_fast(in, row) ? INPUT_ROW : decode(in, row, head);
}

const char *
input_error(const struct input *in)
{
	return in->error;
}

struct str
input_raw(const struct input *in)
{
	return records_raw(in->records);
}

uint64_t
input_line(const struct input *in)
{
	return records_line(in->records);
}

void
input_close(struct input *in)
{
	records_close(in->records);
	bytes_close(in->source);
	binding_free(&in->binding);
	for (size_t i = 0; i < in->options->keep; i++)
		buf_free(&in->kept_text[i]);
	free(in->kept_text);
	free(in->kept);
	buf_free(&in->why);
	free(in);
}
