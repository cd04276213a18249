#include "normalise.h"

#include <inttypes.h>
#include <stdlib.h>

#include "lib/csv/csvout.h"
#include "lib/die.h"
#include "lib/examples.h"
#include "reader.h"
#include "trade/hs-list.h"

/* A row that was counted as emitted repeats a key. */
static void
on_repeat_row(void *data, uint32_t file)
{
	account_move_unvalued(data, file, REASON_DUPLICATE);
}

/* A row that was counted as emitted is not the largest of its key. */
static void
on_replaced(void *data, uint32_t file, dec value)
{
	account_move(data, file, REASON_DUPLICATE, value);
}

/* Writes a bad row to the file of rejected rows, or ends the program. */
static void
write_reject(struct normalise *n, const struct reader_item *item, size_t file, struct str error)
{
	const char *name = n->account.file[file].name;
	struct buf number = { 0 };

	if (n->rejects == NULL)
		die("%s:%" PRIu64 ": %.*s%s", name, item->line, STR_ARG(error),
		    n->input.cached ? INPUT_FETCHED_HINT : "");
	buf_printf(&number, "%" PRIu64, item->line);
	struct str field[] = { str_of(name), buf_str(&number), error, item->raw };
	csvfile_record(n->rejects, field, 4);
	buf_free(&number);
}

/* A row that cannot be read. */
static void
reject_row(struct normalise *n, const struct reader_item *item, size_t file)
{
	write_reject(n, item, file, item->error);
	account_rows_unvalued(&n->account, file, REASON_REJECTED, 1);
}

/* A row whose edition of the HS lacks its code. */
static void
reject_code(struct normalise *n, const struct reader_item *item, size_t file)
{
	struct buf why = { 0 };
	const struct row *row = &item->row;

	write_reject(n, item, file,
	    str_of(hs_list_complaint(row->commodity->code, hs_edition(row->head->edition), &why)));
	buf_free(&why);
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
	seen_add(&n->seen, head);
	n->head.selected = selection_has_head(&n->selection, head);
	if (!n->head.selected)
		return;
	n->head.guards = guard_judge_head(&n->guard, head);
	row_lead_make(&n->head.lead, head);
}

/* Selects a row by its commodity; a basket that cannot decide ends the program. */
static bool
has_commodity(struct normalise *n, const struct row *row, struct place place)
{
	struct buf why = { 0 };

	switch (selection_has_commodity(&n->selection, row, &why)) {
	case SELECTION_YES: return true;
	case SELECTION_NO: return false;
	case SELECTION_UNKNOWN: break;
	}
	die("%s:%" PRIu64 ": %s", n->account.file[place.file].name, place.line, buf_text(&why));
}

/* Records an emitted row of a selected commodity. */
static void
watch_code(struct normalise *n, const struct row *row)
{
	const struct row_head *head = row->head;

	(void)hs_watch_code(&n->watch, row->commodity->code);
	hs_watch_row(&n->watch, hs_edition_exact(head->edition), head->date->text,
	    head->reporter->code, amount_number(&row->value));
}

/* Selects and guards a row; prints, holds or drops it. */
static enum reason
process_row(struct normalise *n, const struct reader_item *item, struct place place)
{
	const struct row *row = &item->row;

	if (row->fresh)
		judge_head(n, row->head);
	if (!n->head.selected || (n->selection.hs.n > 0 && !has_commodity(n, row, place)))
		return REASON_NOT_SELECTED;
	struct rowkey key;
	enum reason r = guard_judge(&n->guard, &n->head.guards, row, &key);
	if (n->world.active)
		world_sums_add(&n->world, &n->head.guards, row, r);
	if (r != REASON_EMITTED)
		return r;
	if (row_lacks_code(row)) {
		reject_code(n, item, place.file);
		return REASON_REJECTED;
	}
	if (n->selection.hs.n > 0)
		watch_code(n, row);
	switch (duplicates_add(&n->duplicates, row, key, place)) {
	case VERDICT_PASS:
		row_write(row, &n->head.lead, n->guard.keep_detail, n->input.keep);
		return REASON_EMITTED;
	case VERDICT_HOLD: return REASON_EMITTED;
	case VERDICT_DUPLICATE: return REASON_DUPLICATE;
	case VERDICT_OVERFLOW: break;
	}
	die("%s:%" PRIu64 ": the sum of the rows of one key exceeds 128 bits",
	    n->account.file[place.file].name, place.line);
}

/*
 * Opens the output files and writes the header: once the first input has proved readable and its
 * currency is known.
 */
static void
begin_output(struct normalise *n, const char *currency)
{
	memcpy(n->currency, currency, sizeof n->currency);
	n->begun = true;
	if (n->rejects_path != NULL)
		n->rejects = csvfile_create(n->rejects_path, "file,line,reason,record");
	if (n->report_path != NULL)
		n->report = csvfile_create(n->report_path, account_header);
	if (!n->common.headerless)
		row_write_header(n->currency, n->guard.keep_detail, n->input.kept, n->input.keep);
	csvout_flush();
}

/* Counts the row for the warnings at the end. */
static void
count_notes(struct normalise *n, const struct row *row)
{
	if (row->notes == 0)
		return;
	n->padded += (row->notes & NOTE_PADDED) != 0;
	n->converted += (row->notes & NOTE_CONVERTED) != 0;
	if ((row->notes & NOTE_ODD_CODE) != 0 && n->odd_codes++ == 0)
		n->odd_code = row->commodity;
}

/* Mirrors the row, with n->mirrored as its head. Returns false if its flow has no mirror. */
static bool
mirror(struct normalise *n, struct row *row)
{
	n->mirrored = *row->head;
	row->fresh = true;
	/* a mirrored row stays as it is, so that --mirror is idempotent */
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
account_for_row(struct normalise *n, struct reader_item *item, struct place place)
{
	struct row *row = &item->row;

	count_notes(n, row);
	row->flags |= n->flags;
	enum reason r = n->mirror && !mirror(n, row) ? REASON_FLOW : process_row(n, item, place);

	account_row(&n->account, place.file, r, &row->value);
}

static void
begin_file(struct normalise *n, const char *path, const char *currency)
{
	if (!n->begun && currency[0] != '\0')
		begin_output(n, currency);
	if (currency[0] != '\0' && strcmp(currency, n->currency) != 0)
		die("%s: values in %s, where the files before have %s", operand_name(path),
		    currency, n->currency);
	account_file(&n->account, operand_name(path));
}

void
normalise_read(struct normalise *n, struct operands operands)
{
	struct reader *r = reader_open(operands, &n->input, n->jobs);
	struct reader_item *item;
	size_t file;

	while ((item = reader_next(r, &file)) != NULL) {
		if (item->skipped > 0)
			account_rows_unvalued(
			    &n->account, file, REASON_NOT_SELECTED, item->skipped);
		switch (item->result) {
		case INPUT_OPENED: begin_file(n, operands.path[file], item->currency); break;
		case INPUT_ROW:
			account_for_row(n, item, (struct place){ (uint32_t)file, item->line });
			break;
		case INPUT_BAD: reject_row(n, item, file); break;
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

/* Names the codes that are not in the table of countries. */
static void
warn_unknown_countries(const struct normalise *n)
{
	struct keytab codes = { 0 };
	struct examples list = { 0 };

	codebook_unknown_parties(n->input.book, &codes);
	size_t *order = keytab_sorted(&codes);
	for (size_t i = 0; i < codes.n; i++) {
		struct buf *name = examples_next(&list);
		if (name != NULL)
			buf_add(name, codes.key[order[i]]);
	}
	if (codes.n > 0)
		warn("%zu country code%s not in the table, left unchanged: %s", codes.n,
		    plural(codes.n), examples_text(&list));
	examples_free(&list);
	free(order);
	keytab_free(&codes);
}

/* Names the fetched codes without rows: the service does not report a wrong code as an error. */
static void
warn_unmatched_codes(const struct selection *s)
{
	const struct hs_set *selected = &s->wanted.every;
	struct examples names = { 0 };
	struct buf list = { 0 };

	if (s->wanted.by_edition) {
		if (basket_unmatched(&s->wanted, &list) != NULL)
			warn("fetched, but no row matched: %s", buf_text(&list));
		buf_free(&list);
		return;
	}

	for (size_t i = 0; i < selected->n; i++) {
		const struct hs_range *r = &selected->range[i];
		struct buf *name = r->matched ? NULL : examples_next(&names);
		if (name != NULL)
			buf_printf(
			    name, strcmp(r->from, r->to) == 0 ? "%s" : "%s-%s", r->from, r->to);
	}
	if (names.n > 0)
		warn("fetched, but no row matched: %s", examples_text(&names));
	examples_free(&names);
}

/* Warns about what may make the figures misleading. */
static void
warn_at_end(struct normalise *n)
{
	warn_unknown_countries(n);
	if (n->odd_codes > 0)
		warn("%" PRIu64
		     " row%s with a commodity code of odd length, such as %.*s: a leading zero may "
		     "be missing",
		    n->odd_codes, plural(n->odd_codes), STR_ARG(n->odd_code->code));
	if (n->selection.coarser > 0)
		warn("rows of shorter codes, which may include selected trade, were not selected: "
		     "%" PRIu64,
		    n->selection.coarser);
	hs_watch_report(&n->watch, &n->selection.wanted, &n->no_codes);
	if (n->input.cached)
		warn_unmatched_codes(&n->selection);
	if (n->quiet && account_rows(&n->account, REASON_REJECTED) > 0)
		warn("bad rows written to %s: %" PRIu64, n->rejects_path,
		    account_rows(&n->account, REASON_REJECTED));
	if (n->converted > 0 && !n->quiet)
		warn("values converted to US dollars by --rates: %" PRIu64, n->converted);
	if (n->padded > 0 && !n->quiet)
		warn("restored the leading zero of codes: %" PRIu64, n->padded);
}

/* Explains an empty result; BACI has exports only, so that selecting imports finds nothing. */
static void
warn_nothing_selected(const struct normalise *n)
{
	unsigned selected = n->selection.flows, found = codebook_flows(n->input.book);
	struct buf want = { 0 }, have = { 0 };

	if (n->mirror || selected == 0 || (selected & found) != 0 || found == 0) {
		warn("no row matches the selection");
		return;
	}
	flow_describe(&want, selected);
	flow_describe(&have, found);
	warn("no row matches the selection of flow %s: the input has flow %s; --mirror -f %s uses "
	     "the reports of the partners",
	    buf_text(&want), buf_text(&have), buf_text(&want));
	buf_free(&want);
	buf_free(&have);
}

/* If the guards dropped everything, fail: an empty result would look like "no trade". */
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
	struct buf options = { 0 };
	if (list.n > 0 && guard_options(&n->guard, &options))
		die("the guards dropped every selected row: %s; %s reads them", buf_text(&list),
		    buf_text(&options));
	if (list.n > 0)
		die("the guards dropped every selected row: %s", buf_text(&list));
	if (account_rows(&n->account, REASON_NOT_SELECTED) > 0)
		warn_nothing_selected(n);
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

/* Are whole rows of World and its partners to be expected, so that they can be compared? */
static bool
compares_world(const struct normalise *n)
{
	bool whole = !country_set_any(&n->selection.partners) && !n->selection.drop_self;
	bool once = n->duplicates.mode == DUPLICATES_ERROR || n->duplicates.mode == DUPLICATES_KEEP;

	return whole && once && n->guard.world == WORLD_DROP && !n->mirror && n->part_path == NULL;
}

void
normalise_begin(struct normalise *n)
{
	n->duplicates.on_repeat_row = on_repeat_row;
	n->duplicates.on_replaced = on_replaced;
	n->duplicates.data = &n->account;
	n->account.values = n->report_path != NULL;
	n->guard.book = n->input.book = codebook_open();
	n->flags = selection_flags(&n->selection);
	if (compares_world(n))
		world_sums_begin(&n->world);
}

void
normalise_end(struct normalise *n)
{
	if (!n->begun && n->input.skip_unknown)
		die("no file of a known layout");
	if (!n->begun && !n->judge_parts)
		begin_output(n, "USD");
	duplicates_finish(&n->duplicates, &n->guard.keys, n->input.book);
	csvfile_close(n->rejects);
	if (n->report != NULL)
		account_write(&n->account, n->report);
	if (n->part_path == NULL) {
		warn_at_end(n);
		if (!n->quiet)
			account_print(&n->account);
	}
	guard_end(&n->guard);
	if (n->duplicates.mode == DUPLICATES_ERROR && n->duplicates.found > 0) {
		duplicates_print(&n->duplicates, file_name, &n->account);
		die("%" PRIu64
		    " row%s with the key of an earlier row (G8): a file read twice, two HS "
		    "editions, or breakdown rows without their columns (--duplicates max)",
		    n->duplicates.found, plural(n->duplicates.found));
	}
	world_sums_report(&n->world, &n->guard.keys.series, n->input.book);
	write_held(n);
	if (n->part_path == NULL)
		check_all_dropped(n);
	seen_publish(&n->seen);
}

void
normalise_free(struct normalise *n)
{
	guard_free(&n->guard);
	world_sums_free(&n->world);
	seen_list_free(&n->seen);
	hs_watch_free(&n->watch);
	duplicates_free(&n->duplicates);
	selection_free(&n->selection);
	account_free(&n->account);
	if (n->input.book != NULL)
		codebook_close(n->input.book);
	mapping_free(&n->input.map);
	rates_free(n->input.rates);
	free(n->input.kept);
	arena_free(&n->names);
}
