/*
 * share: append each row's share of its group's total, and the change of the share over time.
 */
#include <stdlib.h>
#include <unistd.h>

#include "lib/csv/csvout.h"
#include "lib/csv/tablein.h"
#include "lib/die.h"
#include "lib/tool.h"
#include "share/output.h"
#include "share/rows.h"

enum {
	TOTAL = OPT_WORD,
	WITH_TOTAL,
	ALLOW,
	SELECTED,
	KNOWN,
	CHANGE,
	GROWTH,
	SEEN,
	IDENTITY,
	VANISHED,
	ONLY,
	DIGITS,
	FRACTION,
	AS,
	SORTED
};

static const struct opt options[] = {
	{ 'c', "of", "COLS", "the measures (default value_usd)" },
	{ 'g', "within", "COLS",
	    "shares within groups of these columns (default period,flow,reporter if there is a partner, else period,flow)" },
	{ TOTAL, "total", "sum|COL=V",
	    "the denominator: the group's sum, or its row with COL=V (partner=W00), which is not printed" },
	{ WITH_TOTAL, "with-total", NULL, "append the denominator" },
	{ ALLOW, "allow", "KIND,...", ADDITIVE_HELP },
	{ SELECTED, "selected", NULL,
	    "take the input for the whole, although partners were selected or rows cut" },
	{ KNOWN, "known", NULL,
	    "where a measure is missing, print shares of the known sum: upper bounds" },
	{ CHANGE, "change", "PERIOD|prev",
	    "append the change in percentage points since that period" },
	{ GROWTH, "growth", "PERIOD|prev",
	    "append the growth of the measure since that period, in per cent" },
	{ SEEN, "seen", "FILE",
	    "who has reported (of fetch-normalise --seen, or a manifest): changes against a period in which someone is silent are empty" },
	{ IDENTITY, "identity", "COLS",
	    "the columns that identify a row in two periods (default: those left of the first measure)" },
	{ VANISHED, "vanished", NULL,
	    "with --change: add the rows that are gone since that period" },
	{ ONLY, "only", "COL=V,...", "print only these rows; the total still includes all rows" },
	{ DIGITS, "digits", "N", "decimals (default 4)" },
	{ FRACTION, "fraction", NULL, "shares from 0 to 1 instead of per cent" },
	{ AS, "as", "NAME", "the name of the new column" },
	{ SORTED, "sorted", NULL, "the input is sorted by group: hold one group at a time" },
	{ 0, NULL, NULL, NULL },
};

/* Dies of options that do not go together. */
static void
check_options(const struct share *s)
{
	const struct share_plan *p = &s->plan;
	bool compares = p->against != NULL || p->growth != NULL;

	if (s->sorted && (compares || s->seen_path != NULL))
		misuse("--%s must read all periods first, so it cannot be used with --sorted",
		    p->against != NULL  ? "change"
		    : p->growth != NULL ? "growth"
					: "seen");
	if (p->against == NULL && p->vanished)
		misuse("--vanished needs --change");
	if (!compares && s->identity != NULL)
		misuse("--identity needs --change or --growth");
}

static struct operands
parse_options(struct share *s, struct opts *common, int argc, char **argv)
{
	for (int id; (id = opts_next(common, argc, argv)) != OPT_END;) {
		const char *arg = common->arg;
		switch (id) {
		case 'c': measures_add_names(&s->measures, arg); break;
		case 'g': opts_join(common, &s->within); break;
		case TOTAL:
			if (strcmp(arg, "sum") != 0)
				where_add(&s->plan.total, "total", arg);
			break;
		case WITH_TOTAL: s->plan.with_total = true; break;
		case ALLOW: s->allowed |= additive_kinds(arg); break;
		case SELECTED: s->whole.consent = true; break;
		case KNOWN: s->known.bounds = true; break;
		case CHANGE: s->plan.against = arg; break;
		case GROWTH: s->plan.growth = arg; break;
		case SEEN: s->seen_path = arg; break;
		case IDENTITY: opts_join(common, &s->identity); break;
		case VANISHED: s->plan.vanished = true; break;
		case ONLY: where_add(&s->plan.only, "only", arg); break;
		case DIGITS:
			s->plan.digits = (unsigned)opts_number("digits", arg, 0, DEC_MAX_DIGITS);
			break;
		case FRACTION: s->plan.shift = 0; break;
		case AS: s->plan.name = arg; break;
		case SORTED: s->sorted = true; break;
		}
	}
	check_options(s);
	return operands_collect(common, optind, argc, argv);
}

int
main(int argc, char **argv)
{
	struct opts common = {
		.purpose = "Append each row's share of its group.",
		.usage = "[OPTION]... [FILE]...",
		.table = options,
	};
	struct share s = {
		.plan = { .digits = 4, .shift = 2 },
		.silent = { .period = COLUMN_NONE },
	};

	tool_begin(argv[0], "share");
	struct operands operands = parse_options(&s, &common, argc, argv);
	struct tablein *in = tablein_open(&common, operands);
	share_bind(&s, tablein_columns(in));
	if (!common.headerless)
		output_header(&s.plan, in);
	csvout_flush();
	share_rows(&s, in);
	share_report(&s, tablein_rows(in));
	share_free(&s);
	tablein_close(in);
	return tool_end();
}
