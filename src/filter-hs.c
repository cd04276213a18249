/*
 * filter-hs: keep the rows of a commodity basket, byte for byte.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/csv/csvout.h"
#include "lib/csv/tablein.h"
#include "lib/csv/where.h"
#include "lib/die.h"
#include "lib/nearest.h"
#include "lib/tool.h"
#include "trade/hs-watch.h"
#include "trade/misnamed.h"

enum { LIST_BASKETS = OPT_WORD, WHERE };

static const struct opt options[] = {
	{ 'b', "basket", "NAME,...",
	    "keep the codes of built-in baskets, by the edition of each row" },
	{ 'B', "basket-file", "FILE...",
	    "keep the codes of a CSV file with columns basket,edition,hs" },
	{ 'x', "except", "CODES", "exclude these codes" },
	{ 'c', "column", "NAME", "the column with the commodity code (default hs)" },
	{ 'v', "invert", NULL, "keep the rows of all other commodities" },
	{ WHERE, "where", "COL=V,...",
	    "keep only rows where COL is one of these (COL!=V: none of these)" },
	{ LIST_BASKETS, "list-baskets", NULL, "print the built-in baskets and their codes" },
	{ 0, NULL, NULL, NULL },
};

struct filter {
	struct opts common;
	const char *column;
	bool invert;
	struct basket wanted;
	struct hs_set except;
	struct where where;
	size_t hs, edition;          /* column indexes */
	int period, reporter, value; /* the same, or COLUMN_NONE */
	bool judges;                 /* the code is judged by the edition of its row */
	bool watches;                /* report what kept rows do not show */
	struct hs_watch watch;
	uint64_t coarser; /* rows that may include some of the selected trade */
};

/* Adds the codes of a file; accepts other usual names for its columns. */
static void
read_basket_file(struct basket *b, const char *path)
{
	struct opts plain = { 0 };
	const char **name = mem_alloc(1, sizeof *name);
	*name = path;
	struct tablein *in = tablein_open(&plain, (struct operands){ .path = name, .n = 1 });
	const struct columns *c = tablein_columns(in);
	int hs = columns_want(c, "hs"), edition = columns_want(c, "edition");

	if (hs < 0)
		hs = columns_want(c, "hs6");
	if (edition < 0)
		edition = columns_want(c, "hs_revision");
	if (hs < 0)
		misuse("%s: no column 'hs' (or 'hs6')", path);
	while (tablein_next(in)) {
		const struct str *field = tablein_fields(in);
		struct str none = { "", 0 };
		if (!basket_add_code(b, edition >= 0 ? field[edition] : none, field[hs]))
			tablein_die(in,
			    "\"%.*s\" is not a commodity code, or its edition is not H0 to H9",
			    STR_ARG(field[hs]));
	}
	tablein_close(in);
}

static void
add_baskets(struct basket *b, const char *names)
{
	struct str rest = str_of(names), name;
	struct buf list = { 0 }, answer = { 0 };

	while (str_split(&rest, ',', &name))
		if (!basket_add(b, name))
			misuse("no basket '%.*s'; %s", STR_ARG(name),
			    nearest_in_list(name, basket_names(&list), &answer));
}

static noreturn void
list_baskets(void)
{
	basket_list();
	exit(tool_end());
}

static void
parse_codes(struct hs_set *set, const char *list, const char *column)
{
	struct buf message = { 0 };
	const char *wrong = hs_set_add(set, list, strcmp(column, "hs") == 0, &message);

	if (wrong != NULL && access(list, F_OK) == 0)
		misuse("no commodity codes before the file '%s'; name some, or a basket with -b",
		    list);
	if (wrong != NULL)
		misuse("%s", wrong);
}

static struct operands
parse_options(struct filter *f, int argc, char **argv)
{
	bool has_basket = false;
	struct buf except = { 0 };

	for (int id; (id = opts_next(&f->common, argc, argv)) != OPT_END;) {
		const char *arg = f->common.arg;
		switch (id) {
		case 'b':
			add_baskets(&f->wanted, arg);
			has_basket = true;
			break;
		case 'B':
			read_basket_file(&f->wanted, arg);
			has_basket = true;
			break;
		case 'x': buf_printf(&except, "%s%s", except.n > 0 ? "," : "", arg); break;
		case 'c': f->column = arg; break;
		case 'v': f->invert = true; break;
		case WHERE: where_add(&f->where, "where", arg); break;
		case LIST_BASKETS: list_baskets();
		}
	}
	if (!has_basket && optind == argc)
		misuse("no commodity codes; name some, or a basket with -b");
	if (!has_basket)
		parse_codes(&f->wanted.every, argv[optind++], f->column);
	if (except.n > 0)
		parse_codes(&f->except, buf_text(&except), f->column);
	buf_free(&except);
	return operands_collect(&f->common, optind, argc, argv);
}

static void
bind_columns(struct filter *f, struct tablein *in)
{
	const struct columns *c = tablein_columns(in);

	f->hs = columns_need(c, str_of(f->column));
	int edition = columns_want(c, "edition");
	f->edition = edition >= 0 ? (size_t)edition : SIZE_MAX;
	f->period = columns_want(c, "period");
	f->reporter = columns_want(c, "reporter");
	f->value = columns_want(c, "value_usd");
	f->judges = edition >= 0 && strcmp(f->column, "hs") == 0;
	f->watches = strcmp(f->column, "hs") == 0 && !f->invert;
	if (f->wanted.by_edition)
		misnamed_report(c, "edition", &(const struct column_list){ 0 });
	where_bind(&f->where, c);
	tablein_want(in, f->hs);
	if (edition >= 0)
		tablein_want(in, f->edition);
	for (size_t i = 0; i < f->where.n; i++)
		tablein_want(in, f->where.condition[i].at);
}

static bool
in_basket(struct filter *f, const struct tablein *in, struct str edition, struct str code)
{
	switch (basket_match(&f->wanted, edition, code)) {
	case BASKET_YES: break;
	case BASKET_NO: return false;
	case BASKET_COARSER: f->coarser++; return false;
	case BASKET_AMBIGUOUS:
		tablein_die(in,
		    "the row has no HS edition and the basket's codes differ between "
		    "editions; set it with %sfetch-normalise --edition",
		    prog_prefix());
	case BASKET_NO_EDITION:
		tablein_die(in, "the basket has no codes for edition \"%.*s\"", STR_ARG(edition));
	}
	enum hs_match except = hs_set_match(&f->except, code);
	f->coarser += except == HS_COARSER;
	return except == HS_NO;
}

/* The number of an edition; -1 if it is unknown. */
static int
edition_number(struct str edition)
{
	bool known = edition.n == 2 && edition.p[0] == 'H' && is_digit(edition.p[1]);

	return known ? edition.p[1] - '0' : -1;
}

static struct str
cell_of(const struct tablein *in, int at)
{
	return at >= 0 ? tablein_cell(in, (size_t)at) : (struct str){ "", 0 };
}

/* Judges the code of a kept row by its edition, and records the row for the report at the end. */
static void
watch_row(struct filter *f, const struct tablein *in, struct str edition, struct str code)
{
	int number = f->judges ? edition_number(edition) : -1;
	unsigned editions = hs_watch_code(&f->watch, code);
	struct buf why = { 0 };
	dec value = DEC_ONE;

	if (number >= 0 && (editions >> number & 1) == 0)
		tablein_die(in, "%s", hs_list_complaint(code, number, &why));
	if (!f->watches)
		return;
	if (f->value >= 0 && dec_parse(cell_of(in, f->value), &value) != DEC_OK)
		value = 0;
	hs_watch_row(&f->watch, number, cell_of(in, f->period), cell_of(in, f->reporter), value);
}

static void
filter_rows(struct filter *f, struct tablein *in)
{
	struct str unknown = { "", 0 };

	while (tablein_next(in)) {
		const struct str *field = tablein_fields(in);
		struct str edition = f->edition != SIZE_MAX ? field[f->edition] : unknown;
		if (f->where.n > 0 && !where_holds(&f->where, field))
			continue;
		if (in_basket(f, in, edition, field[f->hs]) == f->invert)
			continue;
		if (f->judges || f->watches)
			watch_row(f, in, edition, field[f->hs]);
		csvout_raw(tablein_raw(in));
		csvout_end_record();
	}
}

/* Warns about what the result does not show. */
static void
report(const struct filter *f, const struct tablein *in)
{
	struct buf list = { 0 };
	const char *unmatched = basket_unmatched(&f->wanted, &list);

	where_report(&f->where, "where");
	if (tablein_rows(in) == 0)
		warn("the input has no rows");
	else if (unmatched != NULL)
		warn("no row matched %s", unmatched);
	if (f->coarser > 0)
		warn(
		    "%s rows whose code is shorter than the selected ones: %llu; they may hold some "
		    "of the selected trade",
		    f->invert ? "kept" : "left out", (unsigned long long)f->coarser);
	if (f->watches)
		hs_watch_report(&f->watch, &f->wanted, &f->except);
	buf_free(&list);
}

int
main(int argc, char **argv)
{
	struct filter f = {
		.common = {
			.purpose = "Keep the rows of a commodity basket.",
			.usage = "[OPTION]... CODES [FILE]...",
			.usage_else = "[OPTION]... -b NAME [FILE]...",
			.more = "CODES are comma-separated: 2846, 2805.30, 850511, 2801-2805. "
				"A code selects every code that begins with it.\n",
			.table = options,
		},
		.column = "hs",
	};

	tool_begin(argv[0], "filter-hs");
	struct operands operands = parse_options(&f, argc, argv);
	struct tablein *in = tablein_open(&f.common, operands);
	bind_columns(&f, in);
	tablein_begin_header(in);
	if (!f.common.headerless)
		csvout_end_record();
	csvout_flush();
	filter_rows(&f, in);
	report(&f, in);
	tablein_close(in);
	basket_free(&f.wanted);
	hs_set_free(&f.except);
	hs_watch_free(&f.watch);
	where_free(&f.where);
	return tool_end();
}
