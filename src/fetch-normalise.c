/*
 * fetch-normalise: rows of trade from any source to one additive stream. Selection comes first,
 * then the guards judge what is selected, and every row is accounted for.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fetch-normalise/account.h"
#include "fetch-normalise/duplicates.h"
#include "fetch-normalise/guard.h"
#include "fetch-normalise/reader.h"
#include "lib/csvin.h"
#include "lib/csvout.h"
#include "lib/die.h"
#include "lib/naming.h"
#include "lib/operands.h"
#include "lib/quote.h"
#include "lib/tool.h"

enum {
	HS = OPT_WORD,
	FREQ,
	DETAIL,
	WORLD,
	LEVEL,
	GROUPS,
	DUPLICATES,
	EDITION,
	MAP,
	KEEP,
	MIRROR,
	ALLOW_EMPTY,
	REJECTS,
	REPORT,
	LIST_COUNTRIES
};

static const struct opt options[] = {
	{ 'y', "period", "PERIODS",
	    "only these: 2012-2023,2024 (with their months) or 202301-202306" },
	{ 'r', "reporter", "WHO,...", "only these reporters: codes, numbers, names or blocs" },
	{ 'p', "partner", "WHO,...", "only these partners; W00 is World" },
	{ 'f', "flow", "FLOWS", "only these flows (default M,X)" },
	{ HS, "hs", "CODES", "only these commodities: 2846, 2805.30, 2801-2805" },
	{ FREQ, "freq", "A|M", "only years, or only months" },
	{ DETAIL, "detail", "drop|keep", "G1: breakdown rows (default drop)" },
	{ WORLD, "world", "drop|only|keep", "G2: rows of World beside its parts (default drop)" },
	{ LEVEL, "level", "LEVEL",
	    "G3: one commodity level, 2, 4, 6 or total; any checks nothing (default: TOTAL is dropped, nested codes are an error)" },
	{ GROUPS, "groups", "drop|keep",
	    "G5: groups of countries beside their members (default drop)" },
	{ DUPLICATES, "duplicates", "HOW",
	    "G8: rows of one key: error (default), first, max, sum, keep" },
	{ EDITION, "edition", "H0..H6", "the HS edition of rows that do not say" },
	{ MAP, "map", "NAME=COL,...",
	    "the columns of an unknown layout: period=year,hs=cmd,flow==M" },
	{ KEEP, "keep", "COL,...", "append columns of the source" },
	{ MIRROR, "mirror", NULL, "tell every row from the other side" },
	{ ALLOW_EMPTY, "allow-empty", NULL, "G9: an answer without rows is right" },
	{ REJECTS, "rejects", "FILE", "write bad rows there and go on" },
	{ REPORT, "report", "FILE", "write the account of all rows there" },
	{ 'j', "jobs", "N",
	    "decode so many files at once (default: the number of processors, at most 4); 1 is no thread" },
	{ 'q', "quiet", NULL, "do not say what was read and dropped" },
	{ LIST_COUNTRIES, "list-countries", NULL, "print the table of countries" },
	{ 0, NULL, NULL, NULL },
};

enum { MOST_JOBS = 256 };

struct normalise {
	struct opts common;
	bool mirror, quiet;
	unsigned jobs;
	const char *rejects_path, *report_path;
	struct selection selection;
	struct guard guard;
	struct duplicates duplicates;
	struct input_options input;
	struct account account;
	struct csvfile *rejects;
	struct {
		bool selected;
		struct guard_head guards;
		struct row_lead lead;
	} head;                           /* of the last row */
	struct row_head mirrored;         /* told from the other side */
	uint64_t padded;                  /* codes that got their leading zero back */
	uint64_t odd_codes;               /* codes of an odd length */
	const struct commodity *odd_code; /* the first of them */
};

static void
parse_keep(struct normalise *n, const char *text)
{
	struct csvin *list = csvin_of_option("keep", text, ',');

	n->input.keep = csvin_count(list);
	n->input.kept = mem_alloc(n->input.keep, sizeof *n->input.kept);
	static struct arena names;
	for (size_t i = 0; i < n->input.keep; i++)
		n->input.kept[i] = arena_copy(&names, csvin_field(list, i));
	n->duplicates.keep = n->input.keep;
	csvin_close(list);
}

static void
parse_edition(struct normalise *n, const char *text)
{
	static char edition[3];

	if (!hs_edition_parse(str_of(text), edition))
		misuse(
		    "--edition is '%s'; there are: H0 to H6 (1992 to 2022), also as HS1992, HS22",
		    text);
	n->input.edition = str_of(edition);
}

static noreturn void
list_countries(void)
{
	country_list();
	exit(tool_end());
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

/* A row that counted as emitted turned out to repeat a key. */
static void
on_late_duplicate(void *data, uint32_t file)
{
	account_move_unvalued(data, file, REASON_DUPLICATE);
}

/* A row that counted as emitted is not the largest of its key. */
static void
on_outdone(void *data, uint32_t file, dec value)
{
	account_move(data, file, REASON_DUPLICATE, value);
}

static unsigned
default_jobs(void)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	return processors < 1 ? 1 : processors < 4 ? (unsigned)processors : 4;
}

static struct operands
parse_options(struct normalise *n, int argc, char **argv)
{
	static const char *const freq[] = { "A", "M", NULL };

	for (int id; (id = opts_next(&n->common, argc, argv)) != OPT_END;) {
		const char *arg = n->common.arg;
		switch (id) {
		case 'y': select_periods(&n->selection, arg); break;
		case 'r': select_places(&n->selection.reporters, "reporter", arg); break;
		case 'p': select_places(&n->selection.partners, "partner", arg); break;
		case 'f': select_flows(&n->selection, arg); break;
		case HS: select_hs(&n->selection, arg); break;
		case FREQ: n->selection.digits = opts_word("freq", arg, freq) == 0 ? 4 : 6; break;
		case EDITION: parse_edition(n, arg); break;
		case MAP: mapping_add(&n->input.map, arg); break;
		case KEEP: parse_keep(n, arg); break;
		case MIRROR: n->mirror = true; break;
		case ALLOW_EMPTY: n->input.allow_empty = true; break;
		case REJECTS: n->rejects_path = arg; break;
		case REPORT: n->report_path = arg; break;
		case 'j': n->jobs = (unsigned)opts_number("jobs", arg, 1, MOST_JOBS); break;
		case 'q': n->quiet = true; break;
		case LIST_COUNTRIES: list_countries();
		default: parse_guard_option(n, id, arg); break;
		}
	}
	if (n->common.columns != NULL) /* judged now, used when the first input is opened */
		csvin_close(csvin_of_option("columns", n->common.columns, ','));
	n->guard.selection = &n->selection;
	n->duplicates.on_late = on_late_duplicate;
	n->duplicates.on_outdone = on_outdone;
	n->duplicates.data = &n->account;
	n->input.columns = n->common.columns;
	n->input.hs = &n->selection.hs;
	n->input.want_raw = n->rejects_path != NULL;
	return operands_collect(&n->common, optind, argc, argv);
}

/* Is `path` the file `other`? */
static bool
same_file(const char *path, const char *other)
{
	struct stat a, b;

	return strcmp(path, other) == 0 ||
	       (stat(path, &a) == 0 && stat(other, &b) == 0 && S_ISREG(a.st_mode) &&
		   a.st_dev == b.st_dev && a.st_ino == b.st_ino);
}

/* Writing over what is read would destroy it. */
static void
check_output_files(const struct normalise *n, struct operands operands)
{
	const char *const path[] = { n->rejects_path, n->report_path };

	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; path[k] != NULL && i < operands.n; i++)
			if (same_file(path[k], operands.path[i]))
				misuse("%s is both read and written", path[k]);
	if (path[0] != NULL && path[1] != NULL && same_file(path[0], path[1]) &&
	    strncmp(path[0], "/dev/", 5) != 0)
		misuse("--rejects and --report are the same file, %s", path[0]);
}

static void
check_output_names(const struct normalise *n)
{
	static const char *const own[] = { "period", "flow", "reporter", "partner", "edition", "hs",
		"value_usd", "net_kg", "flags", "partner2", "customs", "mode", "transport" };

	for (size_t i = 0; i < n->input.keep; i++) {
		for (size_t k = 0; k < sizeof own / sizeof *own; k++)
			if (str_is(n->input.kept[i], own[k]))
				misuse("--keep %s: the result has a column of that name already",
				    own[k]);
		for (size_t k = 0; k < i; k++)
			if (str_eq(n->input.kept[i], n->input.kept[k]))
				misuse("--keep names '%.*s' twice", STR_ARG(n->input.kept[i]));
	}
}

/* A bad row goes to the file of rejected rows, or ends the program. */
static void
reject(struct normalise *n, const struct reader_item *item, size_t file)
{
	const char *name = n->account.file[file].name;
	struct buf number = { 0 };

	if (n->rejects == NULL)
		die("%s:%" PRIu64 ": %s", name, item->line, item->why.p);
	buf_printf(&number, "%" PRIu64, item->line);
	struct str field[] = { str_of(name), buf_str(&number), item->why, item->raw };
	csvfile_record(n->rejects, field, 4);
	buf_free(&number);
	account_rows_unvalued(&n->account, file, REASON_REJECTED, 1);
}

static noreturn void
fail_upstream(const struct reader_item *item, const char *path)
{
	warn("%s:%" PRIu64 ": %.*s, so this result is not whole", operand_name(path), item->line,
	    (int)item->raw.n - 1, item->raw.p + 1);
	csvout_pass_failure(item->raw);
}

static void
judge_head(struct normalise *n, const struct row_head *head)
{
	n->head.selected = select_has_head(&n->selection, head);
	if (!n->head.selected)
		return;
	n->head.guards = guard_judge_head(&n->guard, head);
	row_lead_make(&n->head.lead, head);
}

/* What becomes of a row: printed, held or dropped. */
static enum reason
place_row(struct normalise *n, const struct row *row, struct place place)
{
	if (row->fresh)
		judge_head(n, row->head);
	if (!n->head.selected || !select_has_commodity(&n->selection, row->commodity))
		return REASON_NOT_SELECTED;
	struct rowkey key;
	enum reason r = guard_judge(&n->guard, &n->head.guards, row, &key);
	if (r != REASON_EMITTED)
		return r;
	switch (duplicates_add(&n->duplicates, row, key, place)) {
	case VERDICT_PASS:
		row_write(row, &n->head.lead, n->guard.keep_detail, n->input.keep);
		return REASON_EMITTED;
	case VERDICT_HOLD: return REASON_EMITTED;
	case VERDICT_DUPLICATE: return REASON_DUPLICATE;
	case VERDICT_OVERFLOW: break;
	}
	die("%s:%" PRIu64 ": the sum of rows of one key is beyond 128 bits",
	    n->account.file[place.file].name, place.line);
}

/* The header, once the first input is known to be one. */
static void
begin_output(struct normalise *n)
{
	if (n->rejects_path != NULL)
		n->rejects = csvfile_create(n->rejects_path, "file,line,reason,record");
	if (!n->common.headerless)
		row_write_header(n->guard.keep_detail, n->input.kept, n->input.keep);
	csvout_flush();
}

/* Counts what is to be said of rows at the end. */
static void
note(struct normalise *n, const struct row *row)
{
	n->padded += (row->notes & NOTE_PADDED) != 0;
	if ((row->notes & NOTE_ODD_CODE) != 0 && n->odd_codes++ == 0)
		n->odd_code = row->commodity;
}

/* Tells the row from the other side, with a head of our own. False if that cannot be. */
static bool
mirror(struct normalise *n, struct row *row)
{
	n->mirrored = *row->head;
	row->fresh = true;
	/* a row that is mirrored already stays: normalising twice is normalising once */
	if ((row->flags & FLAG_MIRRORED) != 0)
		return true;
	row->flags &= ~row->head->flags;
	if (!row_head_mirror(&n->mirrored))
		return false;
	row->flags |= n->mirrored.flags;
	row->head = &n->mirrored;
	return true;
}

static void
take_row(struct normalise *n, struct row *row, struct place place)
{
	note(n, row);
	enum reason r = n->mirror && !mirror(n, row) ? REASON_FLOW : place_row(n, row, place);

	account_row(&n->account, place.file, r, row->value);
}

static void
begin_file(struct normalise *n, const char *path)
{
	if (n->account.n == 0)
		begin_output(n);
	account_file(&n->account, operand_name(path));
}

static void
read_files(struct normalise *n, struct operands operands)
{
	struct reader *r = reader_open(operands, &n->input, n->jobs);
	struct reader_item *item;
	size_t file;

	while ((item = reader_next(r, &file)) != NULL) {
		if (item->others > 0)
			account_rows_unvalued(&n->account, file, REASON_NOT_SELECTED, item->others);
		switch (item->result) {
		case INPUT_OPENED: begin_file(n, operands.path[file]); break;
		case INPUT_ROW:
			take_row(n, &item->row, (struct place){ (uint32_t)file, item->line });
			break;
		case INPUT_BAD: reject(n, item, file); break;
		case INPUT_UPSTREAM: fail_upstream(item, operands.path[file]);
		case INPUT_OTHER:
		case INPUT_END: break;
		}
	}
	reader_close(r);
}

static const char *
file_name(const void *data, uint32_t file)
{
	const struct account *a = data;

	return a->file[file].name;
}

/* Names the codes that the table of countries does not know. */
static void
warn_of_unknown(const struct normalise *n)
{
	struct keytab codes = { 0 };
	struct naming list = { 0 };

	codebook_unknown(n->input.book, &codes);
	size_t *order = keytab_sorted(&codes);
	for (size_t i = 0; i < codes.n; i++) {
		struct buf *name = naming_next(&list);
		if (name != NULL)
			buf_add(name, codes.key[order[i]]);
	}
	if (codes.n > 0)
		warn("%zu country codes are not in the table and stay as they are: %s", codes.n,
		    naming_text(&list));
	naming_free(&list);
	free(order);
	keytab_free(&codes);
}

/* What does not stop the run but may make its figures other than they seem. */
static void
warn_at_end(struct normalise *n)
{
	warn_of_unknown(n);
	if (n->odd_codes > 0)
		warn("%" PRIu64
		     " rows have a commodity code of an odd length, like %.*s: a leading zero may "
		     "be lost",
		    n->odd_codes, STR_ARG(n->odd_code->code));
	if (n->selection.coarser > 0)
		warn("not selected for a code shorter than those asked for: %" PRIu64
		     " rows; they may "
		     "hold some of that trade",
		    n->selection.coarser);
	if (n->quiet && account_rows(&n->account, REASON_REJECTED) > 0)
		warn("%" PRIu64 " bad rows went to %s", account_rows(&n->account, REASON_REJECTED),
		    n->rejects_path);
	if (n->padded > 0 && !n->quiet)
		warn("%" PRIu64 " codes of 5 digits got their leading zero back", n->padded);
}

/* Nothing left of what was selected is no empty result, it is a question asked wrongly. */
static void
check_all_dropped(const struct normalise *n)
{
	struct buf list = { 0 };

	if (account_rows(&n->account, REASON_EMITTED) > 0)
		return;
	for (int r = REASON_DETAIL; r < REASON_REJECTED; r++)
		if (account_rows(&n->account, (enum reason)r) > 0)
			buf_printf(&list, "%s%" PRIu64 " %s", list.n > 0 ? ", " : "",
			    account_rows(&n->account, (enum reason)r),
			    reason_guard((enum reason)r));
	if (list.n > 0)
		die("the guards dropped every selected row: %s", buf_text(&list));
	if (account_rows(&n->account, REASON_NOT_SELECTED) > 0)
		warn("no row is of what was selected");
	buf_free(&list);
}

static void
write_held(const struct normalise *n)
{
	for (size_t i = 0; i < duplicates_held(&n->duplicates); i++) {
		const struct row *row = duplicates_row(&n->duplicates, i);
		struct row_lead lead;
		row_lead_make(&lead, row->head);
		row_write(row, &lead, n->guard.keep_detail, n->input.keep);
	}
}

static void
finish(struct normalise *n)
{
	duplicates_finish(&n->duplicates, &n->guard.keys, n->input.book);
	csvfile_close(n->rejects);
	if (n->report_path != NULL)
		account_write(&n->account, n->report_path);
	warn_at_end(n);
	if (!n->quiet)
		account_say(&n->account);
	guard_end(&n->guard);
	if (n->duplicates.mode == DUPLICATES_ERROR && n->duplicates.found > 0) {
		duplicates_complain(&n->duplicates, file_name, &n->account);
		die("%" PRIu64
		    " rows repeat a key that was there before (G8): a file read twice, two HS "
		    "editions, or breakdown rows without their columns (--duplicates max)",
		    n->duplicates.found);
	}
	write_held(n);
	check_all_dropped(n);
}

int
main(int argc, char **argv)
{
	struct normalise n = {
		.jobs = default_jobs(),
		.common = {
			.purpose = "Read trade data from any source; write it as one additive stream.",
			.usage = "[OPTION]... [FILE]...",
			.table = options,
		},
	};

	tool_begin("fetch-normalise");
	n.guard.book = n.input.book = codebook_open();
	struct operands operands = parse_options(&n, argc, argv);
	check_output_names(&n);
	check_output_files(&n, operands);
	read_files(&n, operands);
	finish(&n);
	guard_free(&n.guard);
	duplicates_free(&n.duplicates);
	select_free(&n.selection);
	account_free(&n.account);
	codebook_close(n.input.book);
	free(n.input.map.item);
	free(n.input.kept);
	free(operands.path);
	return tool_end();
}
