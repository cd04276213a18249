/*
 * fill: add what the partners report of countries that have not reported.
 */
#include <stdlib.h>
#include <unistd.h>

#include "fill/output.h"
#include "lib/csv/csvout.h"
#include "lib/die.h"
#include "lib/tool.h"

enum { CIF = OPT_WORD, BAND, SEEN };

static const struct opt options[] = {
	{ CIF, "cif", "FACTOR",
	    "imports divided by exports, where a country has no ratio of its own (default 1.06)" },
	{ BAND, "band", NULL, "append value_usd_low and value_usd_high" },
	{ SEEN, "seen", "FILE",
	    "who has reported (of fetch-normalise --seen, or a manifest), whatever the commodity" },
	{ 0, NULL, NULL, NULL },
};

struct fill {
	struct opts common;
	struct fill_plan plan;
	const char *seen_path;
	struct rows rows;
};

static dec
read_factor(const char *text)
{
	dec x;

	if (dec_parse(str_of(text), &x) != DEC_OK || x < DEC_ONE / 10 || x > 10 * DEC_ONE)
		misuse("--cif is '%s', not a number from 0.1 to 10", text);
	return x;
}

static struct operands
parse_options(struct fill *f, int argc, char **argv)
{
	for (int id; (id = opts_next(&f->common, argc, argv)) != OPT_END;)
		switch (id) {
		case CIF: f->plan.cif = read_factor(f->common.arg); break;
		case BAND: f->plan.band = true; break;
		case SEEN: f->seen_path = f->common.arg; break;
		}
	return operands_collect(&f->common, optind, argc, argv);
}

static void
write_header(const struct fill *f, const struct tablein *in)
{
	const struct columns *c = tablein_columns(in);
	const char *const ends[] = { "_low", "_high" };
	struct buf name = { 0 };

	tablein_begin_header(in);
	for (size_t i = 0; f->plan.band && i < 2; i++) {
		name.n = 0;
		buf_add(&name, c->name[f->rows.at.value]);
		buf_add(&name, str_of(ends[i]));
		if (columns_find(c, buf_str(&name)) != COLUMN_NONE)
			misuse("the input already has a column '%s'", buf_text(&name));
		if (!f->common.headerless)
			csvout_field(buf_str(&name));
	}
	buf_free(&name);
	if (!f->common.headerless)
		csvout_end_record();
	csvout_flush();
}

/* The list is read after the rows, since the program that writes it may be writing both. */
static void
judge(struct fill *f)
{
	struct seen seen = { 0 };

	if (f->seen_path != NULL)
		seen_read(&seen, f->seen_path);
	rows_judge(&f->rows, f->seen_path != NULL ? &seen : NULL);
	seen_free(&seen);
}

int
main(int argc, char **argv)
{
	struct fill f = {
		.common = {
			.purpose = "Add what the partners report of countries that have not reported.",
			.usage = "[OPTION]... [FILE]...",
			.table = options,
		},
		.plan = { .cif = DEC_ONE + DEC_ONE / 100 * 6 },
	};

	tool_begin(argv[0], "fill");
	struct operands operands = parse_options(&f, argc, argv);
	struct tablein *in = tablein_open(&f.common, operands);
	rows_bind(&f.rows, tablein_columns(in));
	write_header(&f, in);
	while (tablein_next(in)) {
		rows_add(&f.rows, in);
		output_row(&f.plan, &f.rows, in);
	}
	judge(&f);
	output_filled(&f.plan, &f.rows);
	uint64_t one_sided = rows_one_sided(&f.rows);
	if (one_sided > 0)
		warn(
		    "rows of a period that has only one flow, from which nobody is filled: %llu; keep "
		    "imports and exports",
		    (unsigned long long)one_sided);
	rows_free(&f.rows);
	tablein_close(in);
	return tool_end();
}
