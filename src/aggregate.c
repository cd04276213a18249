/*
 * aggregate: fold rows by key into exact sums, sorted by key, and warn about what the sums lack.
 */
#include <stdlib.h>
#include <unistd.h>

#include "aggregate/fold.h"
#include "lib/csv/csvout.h"
#include "lib/die.h"
#include "lib/tool.h"

enum {
	MIN = OPT_WORD,
	MAX,
	MEAN,
	COUNT,
	DISTINCT,
	MISSING,
	ESTIMATED,
	UNIT_VALUE,
	PIVOT,
	COMPLETE,
	MERGE,
	ACROSS_FLOWS,
	ALLOW,
	BALANCED,
	BLOC,
	BLOC_FILE,
	INTRA,
	SORTED,
	MEMORY
};

static const struct opt options[] = {
	{ 'g', "by", "COLS",
	    "the key (default period,flow,reporter,partner); COL:N is the first N characters" },
	{ 's', "sum", "COLS", "columns to sum (default value_usd,net_kg)" },
	{ MIN, "min", "COLS", "append the smallest value" },
	{ MAX, "max", "COLS", "append the largest value" },
	{ MEAN, "mean", "COLS",
	    "append the mean, to 9 decimals; over periods if they are not in the key" },
	{ COUNT, "count", NULL, "append the number of rows" },
	{ DISTINCT, "distinct", "COLS", "append the number of distinct values" },
	{ MISSING, "missing", "COLS", "append the number of empty cells" },
	{ ESTIMATED, "estimated", NULL,
	    "append net_kg_estimated, the estimated part of the weight" },
	{ UNIT_VALUE, "unit-value", NULL,
	    "append usd_per_kg, over rows with both and no estimated weight" },
	{ PIVOT, "pivot", "flow", "put imports and exports side by side, with their balance" },
	{ COMPLETE, "complete", NULL, "leave a sum empty if one of its cells is empty" },
	{ MERGE, "merge", NULL, "merge the outputs of earlier runs over parts of the data" },
	{ ACROSS_FLOWS, "across-flows", NULL, "allow sums over imports and exports" },
	{ ALLOW, "allow", "KIND,...", ADDITIVE_HELP },
	{ BALANCED, "balanced", "COL", "keep only the values of COL that every period has" },
	{ BLOC, "bloc", "NAME,...", "replace the members of a bloc with the bloc" },
	{ BLOC_FILE, "bloc-file", "FILE...",
	    "add blocs from a CSV file with columns bloc,member,from,to" },
	{ INTRA, "intra", "keep|drop", "keep or drop trade inside a bloc (default keep)" },
	{ SORTED, "sorted", NULL, "the input is sorted by the key: use constant memory" },
	{ MEMORY, "memory", "SIZE", "spill groups to $TMPDIR beyond this much memory: 64M, 2G" },
	{ 0, NULL, NULL, NULL },
};

static struct operands
parse_options(struct fold *a, struct opts *common, int argc, char **argv)
{
	static const char *const intra[] = { "keep", "drop", NULL }, *const pivot[] = { "flow",
		NULL };

	for (int id; (id = opts_next(common, argc, argv)) != OPT_END;) {
		const char *arg = common->arg;
		switch (id) {
		case 'g': opts_join(common, &a->options.by); break;
		case 's': opts_join(common, &a->options.sum); break;
		case MIN: opts_join(common, &a->options.min); break;
		case MAX: opts_join(common, &a->options.max); break;
		case MEAN: opts_join(common, &a->options.mean); break;
		case COUNT: a->options.count = true; break;
		case DISTINCT: opts_join(common, &a->options.distinct); break;
		case MISSING: opts_join(common, &a->options.missing); break;
		case ESTIMATED: a->options.estimated = true; break;
		case UNIT_VALUE: a->options.unit_value = true; break;
		case PIVOT:
			opts_word("pivot", arg, pivot);
			a->options.pivot = true;
			break;
		case COMPLETE: a->complete = true; break;
		case MERGE: a->options.merge = true; break;
		case ACROSS_FLOWS: a->across_flows = true; break;
		case ALLOW: a->allowed |= additive_kinds(arg); break;
		case BALANCED: a->balanced = arg; break;
		case BLOC: recode_add(&a->recode, arg); break;
		case BLOC_FILE: recode_add_file(&a->recode, arg); break;
		case INTRA:
			a->intra_given = true;
			a->recode.drop_intra = opts_word("intra", arg, intra) == 1;
			break;
		case SORTED: a->sorted = true; break;
		case MEMORY: a->memory = opts_size("memory", arg); break;
		}
	}
	if (a->intra_given && a->recode.blocs.n == 0)
		misuse("--intra needs --bloc or --bloc-file");
	if (a->sorted && a->balanced != NULL)
		misuse("--balanced must read all rows first, so it cannot be used with --sorted");
	if (a->options.merge &&
	    (a->options.min != NULL || a->options.max != NULL || a->options.mean != NULL ||
		a->options.distinct != NULL || a->options.estimated || a->options.unit_value))
		misuse(
		    "--merge finds measures by the names of their columns; means, unit values and "
		    "distinct values cannot be merged");
	if (a->sorted && a->options.pivot)
		misuse("--pivot orders the groups without their flow, so it cannot be used with "
		       "--sorted");
	return operands_collect(common, optind, argc, argv);
}

int
main(int argc, char **argv)
{
	struct fold a = { 0 };
	struct opts common = {
		.purpose = "Fold rows by key: sums and counts, sorted by key.",
		.usage = "[OPTION]... [FILE]...",
		.table = options,
	};

	tool_begin(argv[0], "aggregate");
	struct operands operands = parse_options(&a, &common, argc, argv);
	struct tablein *in = tablein_open(&common, operands);
	fold_begin(&a, in);
	if (!common.headerless)
		plan_write_header(&a.plan, tablein_columns(in));
	csvout_flush();
	fold_rows(&a, in);
	fold_report(&a, in);
	fold_write(&a);
	fold_free(&a);
	tablein_close(in);
	return tool_end();
}
