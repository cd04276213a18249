/*
 * filter-hs: keep the rows of a commodity basket, byte for byte.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "filter-hs/keep.h"
#include "lib/csv/csvout.h"
#include "lib/csv/tablein.h"
#include "lib/die.h"
#include "lib/nearest.h"
#include "lib/tool.h"
#include "trade/basket-options.h"
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
	    "keep only rows where COL is one of these (also COL!=V, COL>=V, >, <, <=)" },
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
	bool all;         /* no codes are selected: rows of every code */
	size_t hs;        /* column index; SIZE_MAX: not needed */
	size_t edition;   /* the same */
	uint64_t coarser; /* rows that may include some of the selected trade */
	struct keep keep;
};

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
		misuse("no commodity codes before the file '%s'; name some, a basket with -b, or a "
		       "condition with --where",
		    list);
	if (wrong != NULL)
		misuse("%s", wrong);
}

/*
 * With --where, codes may be missing: is the first operand a file? Digits alone are codes. Another
 * name that does not exist is a file if it looks like one, so that a misspelt code is reported.
 */
static bool
is_file(const char *operand)
{
	if (strcmp(operand, "-") == 0)
		return true;
	if (operand[strspn(operand, "0123456789.,-")] == '\0')
		return false;
	return access(operand, F_OK) == 0 || strpbrk(operand, "./") != NULL;
}

/* Takes the codes from the first operand, unless a basket or --where alone selects. */
static void
take_codes(struct filter *f, bool has_basket, int argc, char **argv)
{
	if (has_basket)
		return;
	f->all = f->where.n > 0 && (optind == argc || is_file(argv[optind]));
	if (!f->all && optind == argc)
		misuse("no commodity codes; name some, a basket with -b, or a condition with "
		       "--where");
	if (!f->all)
		parse_codes(&f->wanted.every, argv[optind++], f->column);
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
			basket_option_names(&f->wanted, arg);
			has_basket = true;
			break;
		case 'B':
			basket_option_file(&f->wanted, arg);
			has_basket = true;
			break;
		case 'x': buf_printf(&except, "%s%s", except.n > 0 ? "," : "", arg); break;
		case 'c': f->column = arg; break;
		case 'v': f->invert = true; break;
		case WHERE: where_add(&f->where, "where", arg); break;
		case LIST_BASKETS: list_baskets();
		}
	}
	take_codes(f, has_basket, argc, argv);
	if (except.n > 0)
		parse_codes(&f->except, buf_text(&except), f->column);
	buf_free(&except);
	if (f->all && f->invert && f->except.n == 0)
		misuse("--invert needs commodity codes, a basket or --except");
	return operands_collect(&f->common, optind, argc, argv);
}

static void
bind_columns(struct filter *f, struct tablein *in)
{
	const struct columns *c = tablein_columns(in);
	int edition = columns_want(c, "edition");
	bool needs_code = !f->all || f->except.n > 0;

	f->hs = needs_code ? columns_need(c, str_of(f->column)) : SIZE_MAX;
	f->edition = edition >= 0 && needs_code ? (size_t)edition : SIZE_MAX;
	f->keep.of_hs = strcmp(f->column, "hs") == 0;
	f->keep.watches = !f->all && !f->invert;
	keep_bind(&f->keep, c, &f->where);
	if (f->wanted.by_edition)
		misnamed_report(c, "edition", &(const struct column_list){ 0 });
	where_bind(&f->where, c);
	if (needs_code)
		tablein_want(in, f->hs);
	if (f->edition != SIZE_MAX)
		tablein_want(in, f->edition);
	for (size_t i = 0; i < f->where.n; i++)
		tablein_want(in, f->where.condition[i].at);
}

/* Is the code selected, before --except? */
static bool
is_wanted(struct filter *f, const struct tablein *in, struct str edition, struct str code)
{
	switch (basket_match(&f->wanted, edition, code)) {
	case BASKET_YES: return true;
	case BASKET_NO: return false;
	case BASKET_COARSER: f->coarser++; return false;
	case BASKET_AMBIGUOUS:
		tablein_die(in,
		    "the row has no HS edition and the basket's codes differ between "
		    "editions; set it with %sfetch-normalise --edition",
		    prog_prefix());
	case BASKET_NO_EDITION: break;
	}
	tablein_die(in, "the basket has no codes for edition \"%.*s\"", STR_ARG(edition));
}

static bool
is_selected(struct filter *f, const struct tablein *in, const struct str *field)
{
	struct str unknown = { "", 0 };
	struct str edition = f->edition != SIZE_MAX ? field[f->edition] : unknown;

	if (f->hs == SIZE_MAX)
		return true;
	if (!f->all && !is_wanted(f, in, edition, field[f->hs]))
		return false;
	enum hs_match except = hs_set_match(&f->except, field[f->hs]);
	f->coarser += except == HS_COARSER;
	return except == HS_NO;
}

static void
filter_rows(struct filter *f, struct tablein *in)
{
	while (tablein_next(in)) {
		const struct str *field = tablein_fields(in);
		if (f->where.n > 0 && !where_holds(&f->where, field)) {
			where_check(&f->where, in);
			continue;
		}
		if (is_selected(f, in, field) != f->invert)
			keep_row(&f->keep, in);
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
	keep_report(&f->keep, &f->wanted, &f->except);
	buf_free(&list);
}

int
main(int argc, char **argv)
{
	struct filter f = {
		.common = {
			.purpose = "Keep the rows of a commodity basket.",
			.usage = "[OPTION]... CODES [FILE]...",
			.usage_else = "[OPTION]... -b NAME | --where COL=V [FILE]...",
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
	keep_free(&f.keep);
	where_free(&f.where);
	return tool_end();
}
