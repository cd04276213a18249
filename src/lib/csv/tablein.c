#include "tablein.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "csvin.h"
#include "csvout.h"
#include "lib/die.h"

_Static_assert((int)BLOCKS_SLACK >= (int)DEC_ROOM, "dec_parse_roomy() may read beyond a cell");

struct tablein {
	struct operands operands;
	size_t file; /* index of the next file to open */
	bool has_header, headerless_out;
	struct bytes *source;
	struct csvin *csv;
	const char *name, *header_name; /* of the current file, and of the one with the header */
	struct columns columns;
	struct buf header; /* the header line as it was read */
	struct column_list wanted;
	struct str *cell; /* per column, the wanted ones filled in; null: all are wanted */
	uint64_t rows;
};

void
tablein_die(const struct tablein *in, const char *fmt, ...)
{
	char text[2048];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	die("%s:%llu: %s", in->name, (unsigned long long)csvin_line(in->csv), text);
}

static void
remember_columns(struct tablein *in, const struct str *field, size_t n)
{
	for (size_t i = 0; i < n; i++)
		columns_add(&in->columns, field[i]);
}

static void
close_file(struct tablein *in)
{
	csvin_close(in->csv);
	bytes_close(in->source);
	in->csv = NULL;
}

static void
check_failure_mark(struct tablein *in)
{
	struct str line = csvin_raw(in->csv);

	if (!csvout_is_failure(line))
		return;
	warn("%s:%llu: %.*s, so this result is not whole", in->name,
	    (unsigned long long)csvin_line(in->csv), (int)line.n - 1, line.p + 1);
	csvout_pass_failure(line);
}

/* Handles a result other than CSVIN_ROW: true at the end of the file; errors end the program. */
static bool
is_end(const struct tablein *in, enum csvin_result got)
{
	if (got == CSVIN_END)
		return true;
	if (csvin_line(in->csv) == 0)
		die("%s: %s", in->name, csvin_error(in->csv));
	tablein_die(in, "%s", csvin_error(in->csv));
}

/* Reads the next record of the open file; false at its end. */
static inline bool
next_record(struct tablein *in)
{
	enum csvin_result got = csvin_next(in->csv);

	if (got != CSVIN_ROW && is_end(in, got))
		return false;
	if (csvin_count(in->csv) == 1)
		check_failure_mark(in);
	return true;
}

static void
read_header(struct tablein *in)
{
	if (!next_record(in))
		die("%s: no data at all, not even a header line", in->name);
	const struct str *field = csvin_fields(in->csv);
	size_t n = csvin_count(in->csv);
	if (in->header_name == NULL) {
		in->header_name = in->name;
		buf_add(&in->header, csvin_raw(in->csv));
		remember_columns(in, field, n);
	} else if (!columns_same(&in->columns, field, n)) {
		die("%s and %s have different header lines", in->header_name, in->name);
	}
}

static bool
open_next(struct tablein *in)
{
	if (in->file == in->operands.n)
		return false;
	in->name = operand_name(in->operands.path[in->file]);
	in->source = operands_open(&in->operands, in->file++);
	if (in->source == NULL)
		die("%s: %s", in->name, strerror(errno));
	in->csv = csvin_open(in->source, ',');
	if (in->has_header)
		read_header(in);
	return true;
}

struct tablein *
tablein_open(const struct opts *o, struct operands operands)
{
	struct tablein *in = mem_zalloc(1, sizeof *in);

	operands_once(&operands);
	in->operands = operands;
	in->has_header = o->columns == NULL;
	in->headerless_out = o->headerless;
	if (o->columns != NULL) {
		struct csvin *names = csvin_of_option("columns", o->columns, ',');
		remember_columns(in, csvin_fields(names), csvin_count(names));
		csvin_close(names);
	}
	open_next(in);
	return in;
}

const struct columns *
tablein_columns(const struct tablein *in)
{
	return &in->columns;
}

/* Is the record a repeated header line? One with reordered columns ends the program. */
static bool
is_header_again(const struct tablein *in)
{
	struct str first = csvin_field(in->csv, 0);

	if (!columns_may_have(&in->columns, first) ||
	    columns_find(&in->columns, first) == COLUMN_NONE)
		return false;
	const struct str *field = csvin_fields(in->csv);
	size_t n = csvin_count(in->csv);
	if (columns_same(&in->columns, field, n))
		return true;
	if (columns_shuffled(&in->columns, field, n))
		tablein_die(in, "a second header line with the columns in another order");
	return false;
}

bool
tablein_next(struct tablein *in)
{
	for (;;) {
		if (in->csv == NULL)
			return false;
		if (!next_record(in)) {
			close_file(in);
			open_next(in);
			continue;
		}
		if (is_header_again(in))
			continue;
		if (csvin_count(in->csv) != in->columns.n)
			tablein_die(in, "%zu field%s where the header has %zu",
			    csvin_count(in->csv), plural(csvin_count(in->csv)), in->columns.n);
		if (csvin_is_blank(in->csv))
			tablein_die(in, "a blank line: all its cells are empty");
		in->rows++;
		for (size_t i = 0; i < in->wanted.n; i++)
			in->cell[in->wanted.at[i]] = csvin_field(in->csv, in->wanted.at[i]);
		return true;
	}
}

void
tablein_want(struct tablein *in, size_t at)
{
	if (in->cell == NULL)
		in->cell = mem_zalloc(in->columns.n, sizeof *in->cell);
	if (!column_list_has(&in->wanted, at))
		column_list_add(&in->wanted, at);
}

const struct str *
tablein_fields(const struct tablein *in)
{
	return in->cell != NULL ? in->cell : csvin_fields(in->csv);
}

struct str
tablein_cell(const struct tablein *in, size_t at)
{
	return csvin_field(in->csv, at);
}

struct str
tablein_raw(const struct tablein *in)
{
	return csvin_raw(in->csv);
}

uint64_t
tablein_rows(const struct tablein *in)
{
	return in->rows;
}

void
tablein_begin_header(const struct tablein *in)
{
	if (in->headerless_out)
		return;
	if (in->has_header) {
		csvout_raw(buf_str(&in->header));
		return;
	}
	for (size_t i = 0; i < in->columns.n; i++)
		csvout_field(in->columns.name[i]);
}

bool
tablein_number(const struct tablein *in, size_t at, dec *out)
{
	struct str cell = tablein_fields(in)[at], name = in->columns.name[at];
	enum dec_result r = dec_parse_roomy(cell, out);

	if (r == DEC_OK || r == DEC_EMPTY)
		return r == DEC_OK;
	tablein_die(in, "%.*s is \"%.*s\", %s", STR_ARG(name), STR_ARG(cell), dec_complaint(r));
}

void
tablein_close(struct tablein *in)
{
	if (in->csv != NULL)
		close_file(in);
	columns_free(&in->columns);
	column_list_free(&in->wanted);
	free(in->cell);
	buf_free(&in->header);
	operands_free(&in->operands);
	free(in);
}
