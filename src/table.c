/*
 * table: a table for people: names for codes, columns across, aligned or in another format.
 */
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "lib/csv/csvout.h"
#include "lib/csv/tablein.h"
#include "lib/die.h"
#include "lib/tool.h"
#include "table/digits.h"
#include "table/follow.h"
#include "table/names.h"
#include "table/output.h"
#include "table/sort.h"
#include "table/wide.h"
#include "trade/currency.h"
#include "trade/measures.h"

enum { NAMES = OPT_WORD, WIDE, BY, FOLLOW, SORT, DIGITS, FORMAT, WIDTH };

static const struct opt options[] = {
	{ NAMES, "names", NULL,
	    "replace codes by names: countries, flows, baskets, commodities of a basket" },
	{ WIDE, "wide", "COL", "make the values of this column columns, such as period" },
	{ 'c', "of", "COLS", "the cells of --wide (default value_usd)" },
	{ BY, "by", "COLS",
	    "the columns that identify a row, for --wide and --follow (default those of codes left of the first measure)" },
	{ FOLLOW, "follow", "PERIOD", "keep the largest of this period (--top), in all periods" },
	{ 'n', "top", "N", "how many --follow keeps; keep all rows of a tie at the cut" },
	{ 'k', "key", "COL", "the column that --follow ranks by (default value_usd)" },
	{ 'g', "within", "COLS",
	    "the groups of --follow (default flow,reporter if there is a partner, else flow)" },
	{ SORT, "sort", "COL,-COL,...",
	    "sort by these columns of the result, with a minus descending" },
	{ DIGITS, "digits", "COL=N,...",
	    "round these columns to N decimals; N alone: all columns of numbers" },
	{ FORMAT, "format", "text|csv|markdown|json|html|xlsx",
	    "how to write it (default text on a terminal, else csv)" },
	{ WIDTH, "width", "N",
	    "the longest line of text (default the terminal's; without one, no limit)" },
	{ 0, NULL, NULL, NULL },
};

enum format { TEXT, CSV, MARKDOWN, JSON, HTML, XLSX };

struct table_job {
	struct opts common;
	bool names;
	const char *wide, *by, *follow, *key, *within, *sort, *digits;
	struct buf of; /* names of -c, comma-separated */
	uint64_t top;
	enum format format;
	struct look look;
	struct grid grid;
};

static void
check_options(const struct table_job *t)
{
	if ((t->follow != NULL) != (t->top > 0))
		misuse("--follow PERIOD and --top N go together; for the top of each period, use "
		       "%srank --top",
		    prog_prefix());
	if (t->follow == NULL && (t->key != NULL || t->within != NULL))
		misuse("--key and --within are for --follow");
	if (t->wide == NULL && t->of.n > 0)
		misuse("--of is for --wide");
	if (t->by != NULL && t->wide == NULL && t->follow == NULL)
		misuse("--by is for --wide and --follow");
	if (t->common.headerless && t->format > CSV)
		misuse("--headerless is for text and csv");
	if (t->format == XLSX && isatty(STDOUT_FILENO))
		misuse("--format xlsx is for a file: redirect the output, as in > FILE.xlsx");
}

static struct operands
parse_options(struct table_job *t, int argc, char **argv)
{
	static const char *const formats[] = { "text", "csv", "markdown", "json", "html", "xlsx",
		NULL };

	for (int id; (id = opts_next(&t->common, argc, argv)) != OPT_END;) {
		const char *arg = t->common.arg;
		switch (id) {
		case NAMES: t->names = true; break;
		case WIDE: t->wide = arg; break;
		case 'c': measures_add_names(&t->of, arg); break;
		case BY: opts_join(&t->common, &t->by); break;
		case FOLLOW: t->follow = arg; break;
		case 'n': t->top = opts_number("top", arg, 1, UINT32_MAX); break;
		case 'k': t->key = arg; break;
		case 'g': opts_join(&t->common, &t->within); break;
		case SORT: opts_join(&t->common, &t->sort); break;
		case DIGITS: opts_join(&t->common, &t->digits); break;
		case FORMAT: t->format = (enum format)opts_word("format", arg, formats); break;
		case WIDTH: t->look.width = opts_number("width", arg, 1, UINT32_MAX); break;
		}
	}
	check_options(t);
	return operands_collect(&t->common, optind, argc, argv);
}

/* The cells of a line of the terminal; 0 if stdout is none, or does not say. */
static size_t
terminal_width(void)
{
	struct winsize size;

	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/* Adds all columns of `from` but `without`. */
static void
add_but(struct column_list *to, const struct column_list *from, size_t without)
{
	for (size_t i = 0; i < from->n; i++)
		if (from->at[i] != without)
			column_list_add(to, from->at[i]);
}

static void
follow(struct table_job *t, const struct columns *c)
{
	struct follow f = { .period = str_of(t->follow), .top = t->top };
	struct column_list keys = { 0 }, value = { 0 };
	const char *within = columns_want(c, "partner") != COLUMN_NONE ? "flow,reporter" : "flow";

	f.period_at = columns_need(c, str_of("period"));
	f.value_at = columns_need(c, t->key != NULL ? str_of(t->key) : value_name(c));
	column_list_add(&value, f.value_at);
	column_list_find(&f.within, c, "within", t->within, within);
	grid_keys(&t->grid, c, t->by, &value, &keys);
	add_but(&f.keys, &keys, f.period_at);
	follow_keep(&f, &t->grid);
	column_list_free(&keys);
	column_list_free(&value);
	column_list_free(&f.keys);
	column_list_free(&f.within);
}

static void
turn_wide(struct table_job *t, const struct columns *c)
{
	struct wide w = { .across = columns_need(c, str_of(t->wide)) };
	struct column_list keys = { 0 };

	measures_bind(&w.of, c, &t->of);
	if (column_list_has(&w.of, w.across))
		misuse("--of and --wide are the same column, %s", t->wide);
	grid_keys(&t->grid, c, t->by, &w.of, &keys);
	add_but(&w.keys, &keys, w.across);
	wide_turn(&w, &t->grid);
	column_list_free(&keys);
	column_list_free(&w.keys);
	column_list_free(&w.of);
}

/* Dies of misuse if an option names a column that the input does not have. */
static void
check_columns(struct table_job *t, const struct columns *c)
{
	struct column_list of = { 0 }, by = { 0 }, within = { 0 };

	if (t->wide != NULL) {
		(void)columns_need(c, str_of(t->wide));
		measures_bind(&of, c, &t->of);
	}
	if (t->follow != NULL) {
		(void)columns_need(c, str_of("period"));
		(void)columns_need(c, t->key != NULL ? str_of(t->key) : value_name(c));
	}
	column_list_find(&by, c, "by", t->by, "");
	column_list_find(&within, c, "within", t->within, "");
	column_list_free(&of);
	column_list_free(&by);
	column_list_free(&within);
}

/*
 * Checks what --sort and --digits name and writes the header, where the columns are known before
 * the rows, so that misuse comes before any output. From here on, a failure marks the output.
 */
static void
begin_output(struct table_job *t, const struct columns *c)
{
	t->look.headerless = t->common.headerless;
	check_columns(t, c);
	if (t->wide == NULL) {
		if (t->sort != NULL)
			sort_check(&t->grid, t->sort);
		if (t->digits != NULL)
			digits_check(&t->grid, t->digits);
		if (t->format == CSV && !t->look.headerless) {
			output_csv_header(&t->grid);
			t->look.headerless = true;
		}
	}
	csvout_flush();
}

static void
work(struct table_job *t, const struct columns *c)
{
	if (t->follow != NULL)
		follow(t, c);
	if (t->names)
		names_replace(&t->grid);
	if (t->wide != NULL)
		turn_wide(t, c);
	if (t->sort != NULL)
		sort_rows(&t->grid, t->sort);
	if (t->digits != NULL)
		digits_round(&t->grid, t->digits);
}

static void
write_table(struct table_job *t)
{
	static void (*const output[])(struct grid * g, const struct look *look) = { output_text,
		output_csv, output_markdown, output_json, output_html, output_xlsx };

	if (t->look.width == 0)
		t->look.width = terminal_width();
	output[t->format](&t->grid, &t->look);
}

int
main(int argc, char **argv)
{
	struct table_job t = {
		.common = {
			.purpose = "Show a table to people: with names, columns across, and aligned.",
			.usage = "[OPTION]... [FILE]...",
			.table = options,
		},
	};

	tool_begin(argv[0], "table");
	t.format = isatty(STDOUT_FILENO) ? TEXT : CSV;
	struct operands operands = parse_options(&t, argc, argv);
	struct tablein *in = tablein_open(&t.common, operands);
	grid_begin(&t.grid, tablein_columns(in));
	begin_output(&t, tablein_columns(in));
	grid_read(&t.grid, in);
	work(&t, tablein_columns(in));
	write_table(&t);
	grid_free(&t.grid);
	buf_free(&t.of);
	tablein_close(in);
	return tool_end();
}
