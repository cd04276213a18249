#include "input.h"

#include <errno.h>
#include <stdlib.h>

#include "hint.h"
#include "input-state.h"
#include "lib/csv/csvout.h"
#include "lib/operands.h"
#include "limits.h"

static noreturn void
fail_on_line(const struct input *in, uint64_t line, const char *why)
{
	const char *hint = in->options->cached ? INPUT_FETCHED_HINT : "";

	if (line == 0)
		die("%s: %s%s", in->name, why, hint);
	die("%s:%llu: %s%s", in->name, (unsigned long long)line, why, hint);
}

noreturn void
input_fail_at(const struct input *in, const char *why)
{
	fail_on_line(in, records_line(in->records), why);
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
	if (in->from_service && !in->options->cached)
		limits_check(in->name, in->rows);
	in->rows = 0;
}

void
input_check_end(struct input *in)
{
	if (!in->any && records_are_json(in->records))
		die("%s: no data at all", in->name);
	if (!records_are_json(in->records) && in->from_service && !in->options->cached)
		limits_check(in->name, in->rows);
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
	uint64_t line = records_line(in->records); /* a hint reads on */

	if (columns->n == 0)
		return "a record without fields";
	const char *wrong =
	    binding_make(&in->binding, columns, &o->map, o->kept, o->keep, &in->why);
	in->skipped = in->binding.unknown && first && o->skip_unknown;
	if (in->skipped) {
		warn("%s: unknown layout, passed over", in->name);
		in->why.n = 0;
		hint_guess(in->records, &in->why);
		return wrong;
	}
	if (in->binding.unknown)
		wrong = hint_add(in->records, &in->why);
	if (wrong == NULL && !in->ever_bound)
		memcpy(in->currency, in->binding.means.currency, sizeof in->currency);
	if (wrong == NULL && strcmp(in->currency, in->binding.means.currency) != 0)
		wrong = "a record in another currency than those before";
	in->bound = wrong == NULL;
	in->ever_bound |= in->bound;
	if (in->bound) {
		in->from_service = in->binding.layout->from_service;
		binding_begin(&in->binding, &in->cells);
		decode_begin(in->decoder, &in->binding, records_have_semicolons(in->records),
		    may_overread(in));
		in->head_n = 0;
		in->fast = allows_fast_path(in);
		in->wanted = twin_wanted(&in->binding, in->options->flows);
		in->converts = o->rates != NULL && strcmp(in->currency, "USD") != 0;
		in->plain = !in->converts && in->wanted.first && !in->wanted.second &&
			    !in->binding.layout->adds_up;
		if (in->binding.layout->adds_up && in->gather == NULL)
			in->gather = gather_open(o->keep);
	}
	if (wrong != NULL && first && in->binding.misnamed && in->first)
		misuse("%s: %s", in->name, wrong);
	if (wrong != NULL && first)
		fail_on_line(in, line, wrong);
	return wrong;
}

/* Ends the program if nothing more can be read. */
static void
check_readable(struct input *in, enum records_result got)
{
	if (got == RECORDS_FAIL)
		input_fail_at(in, records_error(in->records));
}

enum records_result
input_advance(struct input *in, const char **wrong)
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

/*
 * With --map: misuse if the column of units, in the first record, contradicts it. That record is
 * then read ahead.
 */
static void
check_units(struct input *in)
{
	const struct columns *columns = &in->records->columns;
	int at = layout_column(layout_any(), ROLE_UNIT, columns);
	const struct csvin_pick pick = { at >= 0 ? (size_t)at : 0, 0 };
	const struct mapped *item;
	struct str cell;

	if (in->options->map.n == 0 || at < 0 || !in->bound)
		return;
	in->has_ahead = true;
	in->ahead = input_advance(in, &in->ahead_error);
	if (in->ahead != RECORDS_ROW || in->ahead_error != NULL)
		return;
	records_take(in->records, &pick, 1, &cell);
	const struct unit *unit = mapping_unit_cell(&in->options->map, cell, &item);
	if (unit != NULL)
		misuse("%s: the column '%.*s' speaks of %s: say what '%.*s' is, as in --map "
		       "'%s=1000*%.*s'",
		    in->name, STR_ARG(columns->name[at]), unit->name, STR_ARG(item->text),
		    item->role == ROLE_VALUE ? "value_usd" : "net_kg", STR_ARG(item->text));
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
		in->ahead = input_advance(in, &in->ahead_error);
		return;
	}
	(void)bind(in);
	check_units(in);
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

const char *
input_currency(const struct input *in)
{
	bool converts = in->options->rates != NULL && in->currency[0] != '\0';

	return converts ? "USD" : in->currency;
}

struct str
input_layout(const struct input *in)
{
	return in->bound ? in->binding.layout->name : (struct str){ "", 0 };
}

const char *
input_hint(struct input *in)
{
	return in->skipped ? buf_text(&in->why) : "";
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
	return in->gathered ? in->gather_line : records_line(in->records);
}

void
input_close(struct input *in)
{
	records_close(in->records);
	bytes_close(in->source);
	binding_free(&in->binding);
	if (in->gather != NULL)
		gather_close(in->gather);
	for (size_t i = 0; i < in->options->keep; i++)
		buf_free(&in->kept_text[i]);
	free(in->kept_text);
	free(in->kept);
	buf_free(&in->why);
	free(in);
}
