#include "diagnose.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/csv/csvout.h"
#include "lib/die.h"
#include "trade/nested.h"

enum { LENGTHS = HS_MAX + 2, PROBLEM = 1000 };

/* What was seen of a file. */
struct findings {
	uint64_t rows, bad, world, groups, breakdowns, totals, sub_flows, other_class, zeros,
	    repeats;
	uint64_t years, months;
	struct keytab flows, codes, keys;
	bool lengths[LENGTHS];
	struct str first, last; /* periods */
	char problem[PROBLEM];
	struct str layout;
	char currency[4];
	char hint[PROBLEM];
	jmp_buf failed;
};

/* Where messages of the reader go: a failure is the file's problem. */
static void
take_message(void *data, enum die_kind kind, const char *text)
{
	struct findings *f = data;

	if (kind == DIE_WARNING)
		return;
	snprintf(f->problem, sizeof f->problem, "%s", text);
	longjmp(f->failed, 1);
}

/* Is it the second row of its key? */
static bool
repeats(struct findings *f, const struct row *row)
{
	const struct row_head *h = row->head;
	struct {
		const void *date, *flow;
		uint32_t reporter, partner, commodity, predecessor;
	} key;
	bool fresh;

	memset(&key, 0, sizeof key);
	key.date = h->date;
	key.flow = h->flow;
	key.reporter = h->reporter->number;
	key.partner = h->partner->number;
	key.commodity = row->commodity_number;
	key.predecessor = row->flags & FLAG_PREDECESSOR;
	keytab_add(&f->keys, (struct str){ (const char *)&key, sizeof key }, &fresh);
	return !fresh;
}

static void
note_period(struct findings *f, const struct date *date)
{
	if (f->first.n == 0 || str_cmp(date->text, f->first) < 0)
		f->first = date->text;
	if (f->last.n == 0 || str_cmp(date->text, f->last) > 0)
		f->last = date->text;
	f->years += date->period.month == 0;
	f->months += date->period.month != 0;
}

static bool
is_kind(const struct row_head *h, enum country_kind kind)
{
	return h->reporter->kind == kind || h->partner->kind == kind;
}

static void
note_row(struct findings *f, const struct row *row)
{
	const struct row_head *h = row->head;
	struct str code = row->commodity->code;
	bool total = !h->is_other_class && !hs_has_digit(code);

	note_period(f, h->date);
	keytab_add(&f->flows, h->flow->code, NULL);
	f->zeros += (row->notes & NOTE_PADDED) != 0;
	f->world += is_kind(h, KIND_WORLD);
	f->groups += is_kind(h, KIND_GROUP);
	f->breakdowns += row->detail->number != 0;
	f->sub_flows += h->flow->parent != h->flow;
	f->other_class += h->is_other_class;
	f->totals += total;
	if (h->is_other_class || row->detail->number != 0)
		return;
	f->lengths[total ? 0 : code.n < LENGTHS ? code.n : LENGTHS - 1] = true;
	if (!total)
		keytab_add(&f->codes, code, NULL);
	f->repeats += repeats(f, row);
}

static void
read_rows(struct findings *f, struct input *in)
{
	struct row_head head;
	struct row row;

	for (;;) {
		switch (input_next(in, &row, &head)) {
		case INPUT_ROW: note_row(f, &row); break;
		case INPUT_BAD:
			if (f->bad++ == 0)
				snprintf(f->problem, sizeof f->problem, "line %" PRIu64 ": %s",
				    input_line(in), input_error(in));
			break;
		case INPUT_OTHER: break;
		case INPUT_OPENED:
		case INPUT_UPSTREAM:
		case INPUT_END: return;
		}
		f->rows++;
	}
}

/* Reads a file; of no known layout by `f->hint`, which the first reading sets. */
static void
read_file(struct findings *f, const struct operands *operands, size_t i,
    const struct input_options *o, struct decoder *decoder)
{
	struct input_options own = *o;

	own.map = (struct mapping){ 0 };
	if (f->hint[0] != '\0')
		mapping_add(&own.map, f->hint);
	struct input *in = input_open(operands, i, f->hint[0] != '\0' ? &own : o, decoder);
	f->layout = input_layout(in);
	memcpy(f->currency, input_currency(in), sizeof f->currency);
	if (f->hint[0] == '\0')
		snprintf(f->hint, sizeof f->hint, "%s", input_hint(in));
	read_rows(f, in);
	input_close(in);
	mapping_free(&own.map);
}

static void
look_at(
    struct findings *f, const struct operands *operands, size_t i, const struct input_options *o)
{
	struct decoder *decoder = mem_zalloc(1, sizeof *decoder);

	decoder->book = o->book;
	decoder->edition = o->edition;
	decoder->class = o->class;
	die_divert(take_message, f);
	if (setjmp(f->failed) == 0)
		read_file(f, operands, i, o, decoder);
	die_divert(NULL, NULL);
	decoder_free(decoder);
	free(decoder);
}

static bool
has_nested_codes(const struct findings *f)
{
	struct str outer, inner, *code = mem_alloc(f->codes.n, sizeof *code);

	for (size_t i = 0; i < f->codes.n; i++)
		code[i] = f->codes.key[i];
	bool nested = nested_find(code, f->codes.n, &outer, &inner);
	free(code);
	return nested;
}

/* The file in a command of the shell. */
static void
add_quoted(struct buf *to, const char *path)
{
	bool plain = path[0] != '\0' && path[0] != '-';

	for (const char *p = path; *p != '\0'; p++)
		plain &= is_digit(*p) || (lower(*p) >= 'a' && lower(*p) <= 'z') ||
			 strchr("./_-", *p) != NULL;
	if (plain || strcmp(path, "-") == 0) {
		buf_printf(to, " %s", path);
		return;
	}
	buf_add(to, str_of(path[0] == '-' ? " './" : " '"));
	for (const char *p = path; *p != '\0'; p++)
		buf_printf(to, *p == '\'' ? "'\\''" : "%c", *p);
	buf_add_byte(to, '\'');
}

/* The options by which the rows of the file pass. */
static void
add_options(struct buf *to, const struct findings *f)
{
	uint64_t kept = f->rows - f->bad;

	if (f->hint[0] != '\0')
		buf_printf(to, " --map '%s'", f->hint);
	if (f->breakdowns > 0 && f->breakdowns == kept)
		buf_add(to, str_of(" --detail keep"));
	if (f->world > 0 && f->world == kept)
		buf_add(to, str_of(" --world only"));
	if (f->totals > 0 && f->totals == kept)
		buf_add(to, str_of(" --level total"));
	else if (has_nested_codes(f))
		buf_printf(to, " --level %d", f->lengths[6] ? 6 : f->lengths[4] ? 4 : 2);
	if (f->groups > 0 && f->groups == kept)
		buf_add(to, str_of(" --groups keep"));
	if (f->years > 0 && f->months > 0)
		buf_add(to, str_of(" --freq A"));
	if (f->repeats > 0)
		buf_add(to, str_of(" --duplicates max"));
	if (f->bad > 0)
		buf_add(to, str_of(" --rejects rejects.csv"));
}

static void
put_number(uint64_t n)
{
	char text[24];

	snprintf(text, sizeof text, "%" PRIu64, n);
	csvout_raw(str_of(text));
}

/* The keys in order, separated by blanks. */
static void
put_keys(const struct keytab *keys)
{
	struct buf list = { 0 };
	size_t *order = keytab_sorted(keys);

	for (size_t i = 0; i < keys->n; i++)
		buf_printf(&list, "%s%.*s", i > 0 ? " " : "", STR_ARG(keys->key[order[i]]));
	csvout_field(buf_str(&list));
	free(order);
	buf_free(&list);
}

static void
put_levels(const struct findings *f)
{
	struct buf list = { 0 };

	for (size_t n = 1; n < LENGTHS; n++)
		if (f->lengths[n])
			buf_printf(&list, "%s%zu", list.n > 0 ? " " : "", n);
	if (f->lengths[0])
		buf_printf(&list, "%sTOTAL", list.n > 0 ? " " : "");
	csvout_field(buf_str(&list));
	buf_free(&list);
}

/* "G1 12, G2 4": which guards see how many rows. */
static void
put_guards(const struct findings *f)
{
	const struct {
		const char *name;
		uint64_t rows;
	} guard[] = { { "G1", f->breakdowns }, { "G2", f->world }, { "G3", f->totals },
		{ "G4", f->sub_flows }, { "G5", f->groups }, { "G7", f->other_class },
		{ "G8", f->repeats } };
	struct buf list = { 0 };

	for (size_t i = 0; i < sizeof guard / sizeof *guard; i++)
		if (guard[i].rows > 0)
			buf_printf(&list, "%s%s %" PRIu64, list.n > 0 ? "; " : "", guard[i].name,
			    guard[i].rows);
	csvout_field(buf_str(&list));
	buf_free(&list);
}

static void
put_findings(const struct findings *f, const char *path)
{
	struct buf text = { 0 };
	bool readable = f->layout.n > 0 || f->hint[0] != '\0';

	csvout_field(str_of(operand_name(path)));
	csvout_field(f->hint[0] == '\0' ? f->layout : (struct str){ "", 0 });
	csvout_field(str_of(f->currency));
	put_number(f->rows);
	put_number(f->bad);
	put_keys(&f->flows);
	buf_printf(&text, "%.*s%s%.*s", STR_ARG(f->first), str_eq(f->first, f->last) ? "" : "-",
	    str_eq(f->first, f->last) ? 0 : (int)f->last.n, f->last.p);
	csvout_field(buf_str(&text));
	put_levels(f);
	csvout_raw(str_of(f->world == 0 ? "no" : f->world == f->rows - f->bad ? "only" : "yes"));
	put_number(f->zeros);
	put_guards(f);
	csvout_field(str_of(f->problem));
	text.n = 0;
	if (readable) {
		buf_printf(&text, "%sfetch-normalise", prog_prefix());
		add_options(&text, f);
		add_quoted(&text, path);
	}
	csvout_field(buf_str(&text));
	csvout_end_record();
	buf_free(&text);
}

void
diagnose(const struct operands *operands, struct input_options *o)
{
	o->skip_unknown = o->allow_empty = true;
	csvout_raw(
	    str_of("file,layout,currency,rows,bad_rows,flows,periods,levels,world,lost_zeros,"
		   "guards,problem,command"));
	csvout_end_record();
	for (size_t i = 0; i < operands->n; i++) {
		struct findings f = { 0 };
		look_at(&f, operands, i, o);
		if (f.hint[0] != '\0') /* of no known layout: again, as the hint says */
			look_at(&f, operands, i, o);
		put_findings(&f, operands->path[i]);
		keytab_free(&f.flows);
		keytab_free(&f.codes);
		keytab_free(&f.keys);
	}
}
