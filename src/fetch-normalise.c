/*
 * fetch-normalise: reads trade data from any source and writes one additive stream. Selects rows,
 * applies the guards to them, and accounts for each row.
 */
#include <stdlib.h>
#include <unistd.h>

#include "comtrade/fetch.h"
#include "comtrade/inputs.h"
#include "lib/csv/csvin.h"
#include "lib/csv/csvout.h"
#include "lib/die.h"
#include "lib/tool.h"
#include "normalise/diagnose.h"
#include "normalise/normalise.h"
#include "normalise/outputs.h"
#include "normalise/part.h"

enum {
	HS = OPT_WORD,
	FREQ,
	DETAIL,
	WORLD,
	GAP,
	LEVEL,
	GROUPS,
	DUPLICATES,
	EDITION,
	CLASS,
	SKIP_UNKNOWN,
	RATES,
	MAP,
	KEEP,
	MIRROR,
	DROP_SELF,
	ALLOW_EMPTY,
	REJECTS,
	REPORT,
	SEEN,
	PART,
	JUDGE_PARTS,
	DIAGNOSE,
	LIST_COUNTRIES,
	FETCH,
	AVAILABILITY,
	DATASETS,
	DOWNLOAD,
	DRY_RUN,
	OFFLINE,
	CACHE,
	BASE_URL,
	KEY_FILE,
	PACE,
	TIMEOUT
};

static const struct opt options[] = {
	{ 'y', "period", "PERIODS",
	    "only these periods: 2012-2023,2024 (including months) or 202301-202306" },
	{ 'r', "reporter", "WHO,...", "only these reporters: codes, numbers, names or blocs" },
	{ 'p', "partner", "WHO,...", "only these partners; W00 is World" },
	{ 'f', "flow", "FLOWS", "only these flows (default M,X)" },
	{ HS, "hs", "CODES", "only these commodities: 2846, 2805.30, 2801-2805" },
	{ 'b', "basket", "NAME,...",
	    "only the codes of built-in baskets, by the edition of each row" },
	{ 'B', "basket-file", "FILE...",
	    "only the codes of a CSV file with columns basket,edition,hs" },
	{ FREQ, "freq", "A|M", "only years or only months" },
	{ DETAIL, "detail", "drop|keep", "G1: breakdown rows (default drop)" },
	{ WORLD, "world", "drop|only|keep",
	    "G2: rows of World, the sum of the partners (default drop)" },
	{ GAP, "gap", "PERCENT", "G2: how far the partners may fall short of World (default 0.1)" },
	{ LEVEL, "level", "2|4|6|total|any",
	    "G3: one commodity level, or any (default: drop TOTAL; nested codes are an error)" },
	{ GROUPS, "groups", "drop|keep", "G5: groups of countries, such as the EU (default drop)" },
	{ DUPLICATES, "duplicates", "error|first|max|sum|keep",
	    "G8: rows with equal keys (default error)" },
	{ EDITION, "edition", "H0..H6", "the HS edition of rows without one" },
	{ CLASS, "class", "NAME",
	    "G7: keep codes of this classification alone, such as S4 (default: HS codes)" },
	{ SKIP_UNKNOWN, "skip-unknown", NULL, "pass over files of no known layout, and name them" },
	{ MAP, "map", "NAME=COL,...",
	    "map the columns of an unknown layout: period=year,hs=cmd,flow==M" },
	{ RATES, "rates", "FILE", "convert values to US dollars by this CSV: period,currency,usd" },
	{ KEEP, "keep", "COL,...", "append these columns of the source" },
	{ MIRROR, "mirror", NULL,
	    "swap reporter and partner: exports become imports and vice versa" },
	{ DROP_SELF, "drop-self", NULL, "leave out trade of a country with itself" },
	{ ALLOW_EMPTY, "allow-empty", NULL, "G9: accept an empty response" },
	{ REJECTS, "rejects", "FILE", "write bad rows to FILE and continue" },
	{ REPORT, "report", "FILE", "write the account of all rows to FILE" },
	{ SEEN, "seen", "FILE", "write who has rows of any commodity to FILE, for share --seen" },
	{ PART, "part", "FILE", "the input is a part: write what --judge-parts needs to FILE" },
	{ JUDGE_PARTS, "judge-parts", NULL,
	    "the input is the --part files of all parts: check the whole" },
	{ DIAGNOSE, "diagnose", NULL,
	    "print a line for each file: what it is, and a command that reads it" },
	{ 'j', "jobs", "N",
	    "decode N files in parallel (default: the number of processors, at most 4)" },
	{ 'q', "quiet", NULL, "do not print the account" },
	{ LIST_COUNTRIES, "list-countries", NULL, "print the table of countries" },
	{ FETCH, "fetch", NULL,
	    "fetch the selection from UN Comtrade (key in $COMTRADE_API_KEY, else preview)" },
	{ AVAILABILITY, "availability", NULL, "print the list of released datasets as CSV" },
	{ DATASETS, "datasets", "FILE",
	    "fetch the datasets in FILE, a table like that of --availability" },
	{ DOWNLOAD, "download", NULL, "fetch into the cache and list its files as CSV" },
	{ DRY_RUN, "dry-run", NULL, "print the requests without making them" },
	{ OFFLINE, "offline", NULL, "use the cache only" },
	{ CACHE, "cache", "DIR", "the folder of the cache (default: $XDG_CACHE_HOME/reliance)" },
	{ BASE_URL, "base-url", "URL", "the server (default: https://comtradeapi.un.org)" },
	{ KEY_FILE, "key-file", "FILE", "read the key from FILE, which only its owner may access" },
	{ PACE, "pace", "MS", "milliseconds between requests (default 1000)" },
	{ TIMEOUT, "timeout", "SECONDS", "retry after so many seconds without data (default 60)" },
	{ 0, NULL, NULL, NULL },
};

enum { MAX_JOBS = 256, MAX_PACE = 3600 * 1000, MAX_TIMEOUT = 3600 };

static void
parse_edition(struct normalise *n, const char *text)
{
	int edition = hs_edition(str_of(text));

	if (edition < 0)
		misuse(
		    "--edition: '%s' is not an edition; there are: H0 to H6 (1992 to 2022), also as "
		    "HS1992, HS22",
		    text);
	n->input.edition = hs_edition_name(edition);
}

static void
parse_guard_option(struct normalise *n, int id, const char *arg)
{
	static const char *const drop_keep[] = { "drop", "keep", NULL };
	static const char *const world[] = { "drop", "only", "keep", NULL };
	static const char *const level[] = { "2", "4", "6", "total", "any", NULL };
	static const char *const duplicates[] = { "error", "first", "max", "sum", "keep", NULL };

	switch (id) {
	case DETAIL:
		n->guard.keep_detail = n->guard.keys.detail =
		    opts_word("detail", arg, drop_keep) == 1;
		break;
	case WORLD: n->guard.world = (enum world_mode)opts_word("world", arg, world); break;
	case LEVEL:
		n->guard.level = (enum level_mode)(opts_word("level", arg, level) + LEVEL_2);
		break;
	case GROUPS: n->guard.keep_groups = opts_word("groups", arg, drop_keep) == 1; break;
	case DUPLICATES:
		n->duplicates.mode = (enum duplicates_mode)opts_word("duplicates", arg, duplicates);
		break;
	}
}

static void
parse_fetch_option(struct fetch_options *f, int id, const char *arg)
{
	switch (id) {
	case FETCH: f->fetch = true; break;
	case AVAILABILITY: f->availability = true; break;
	case DATASETS: f->datasets = arg; break;
	case DOWNLOAD: f->download = true; break;
	case DRY_RUN: f->dry_run = true; break;
	case OFFLINE: f->offline = true; break;
	case CACHE: f->cache = arg; break;
	case BASE_URL: f->base = arg; break;
	case KEY_FILE: f->key_file = arg; break;
	case PACE: f->pace = (unsigned)opts_number("pace", arg, 0, MAX_PACE); break;
	case TIMEOUT: f->timeout = (unsigned)opts_number("timeout", arg, 1, MAX_TIMEOUT); break;
	}
}

static unsigned
default_jobs(void)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	return processors < 1 ? 1 : processors < 4 ? (unsigned)processors : 4;
}

/* Ends the options: passes them on to the modules that need them. */
static void
pass_on(struct normalise *n, struct fetch_options *f)
{
	if (n->common.columns != NULL) /* only checks it; the first input will use it */
		csvin_close(csvin_of_option("columns", n->common.columns, ','));
	if (n->judge_parts && n->part_path != NULL)
		misuse("--part and --judge-parts exclude each other");
	selection_finish(&n->selection);
	n->guard.part = n->part_path != NULL;
	n->guard.selection = &n->selection;
	n->input.columns = n->common.columns;
	n->input.flows = n->mirror ? 0 : n->selection.flows; /* those select mirrored flows */
	/* rows of other commodities are not even read, unless they are to be seen */
	n->input.hs = n->seen.path != NULL ? &n->no_codes : &n->selection.hs;
	n->input.want_raw = n->rejects_path != NULL;
	f->allow_empty = n->input.allow_empty;
	f->keep_groups = n->guard.keep_groups;
	f->level = n->guard.level;
	f->quiet = n->quiet;
	f->report = n->report_path != NULL || n->rejects_path != NULL;
}

static void
parse_options(struct normalise *n, struct fetch_options *f, int argc, char **argv)
{
	static const char *const freq[] = { "A", "M", NULL };

	for (int id; (id = opts_next(&n->common, argc, argv)) != OPT_END;) {
		const char *arg = n->common.arg;
		switch (id) {
		case 'y': selection_periods(&n->selection, arg); break;
		case 'r': selection_countries(&n->selection.reporters, "reporter", arg); break;
		case 'p': selection_countries(&n->selection.partners, "partner", arg); break;
		case 'f': selection_flows(&n->selection, arg); break;
		case HS: selection_hs(&n->selection, arg); break;
		case 'b': basket_option_names(&n->selection.wanted, arg); break;
		case 'B': basket_option_file(&n->selection.wanted, arg); break;
		case FREQ: n->selection.digits = opts_word("freq", arg, freq) == 0 ? 4 : 6; break;
		case GAP: n->world.tolerance = world_tolerance(arg); break;
		case EDITION: parse_edition(n, arg); break;
		case CLASS: n->input.class = str_of(arg); break;
		case RATES: n->rates_path = arg; break;
		case SKIP_UNKNOWN: n->input.skip_unknown = true; break;
		case MAP: mapping_add(&n->input.map, arg); break;
		case KEEP: outputs_keep(n, arg); break;
		case MIRROR: n->mirror = true; break;
		case DROP_SELF: n->selection.drop_self = true; break;
		case ALLOW_EMPTY: n->input.allow_empty = true; break;
		case REJECTS: n->rejects_path = arg; break;
		case REPORT: n->report_path = arg; break;
		case SEEN: n->seen.path = arg; break;
		case PART: n->part_path = arg; break;
		case JUDGE_PARTS: n->judge_parts = true; break;
		case DIAGNOSE: n->diagnose = true; break;
		case 'j': n->jobs = (unsigned)opts_number("jobs", arg, 1, MAX_JOBS); break;
		case 'q': n->quiet = true; break;
		case LIST_COUNTRIES: country_list(); exit(tool_end());
		default:
			parse_guard_option(n, id, arg);
			parse_fetch_option(f, id, arg);
			break;
		}
	}
	pass_on(n, f);
	fetch_check(f, &n->selection);
}

static void
run(struct normalise *n, struct operands operands)
{
	normalise_begin(n);
	if (n->rates_path != NULL)
		n->input.rates = rates_read(n->rates_path);
	if (n->diagnose) {
		diagnose(&operands, &n->input);
		return;
	}
	if (n->judge_parts)
		parts_read(n, operands);
	else
		normalise_read(n, operands);
	normalise_end(n);
	if (n->part_path != NULL)
		part_write(n);
}

int
main(int argc, char **argv)
{
	struct normalise n = {
		.jobs = default_jobs(),
		.world.tolerance = DEC_ONE / 10,
		.common = {
			.purpose = "Read trade data from any source; write it as one additive stream.",
			.usage = "[OPTION]... [FILE]...",
			.table = options,
		},
	};

	struct fetch_options f = { .pace = 1000, .timeout = 60 };

	tool_begin(argv[0], "fetch-normalise");
	parse_options(&n, &f, argc, argv);
	outputs_check_columns(&n);
	struct operands operands = inputs_find(&n, &f, argc, argv);
	outputs_check_files(&n, operands);
	if (operands.n > 0)
		run(&n, operands);
	normalise_free(&n);
	if (!n.judge_parts) /* then the table owns them */
		operands_free(&operands);
	return tool_end();
}
