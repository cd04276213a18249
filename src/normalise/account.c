#include "account.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/csv/quote.h"
#include "lib/die.h"
#include "lib/mem.h"

static const struct {
	const char *name;    /* in the report */
	const char *summary; /* in the line on stderr */
	const char *guard;   /* see reason_guard() */
} about[REASONS] = {
	[REASON_EMITTED] = { "emitted", "emitted", NULL },
	[REASON_NOT_SELECTED] = { "not-selected", "not selected", NULL },
	[REASON_DETAIL] = { "G1-detail", "breakdown (G1)", "breakdown rows (G1, --detail keep)" },
	[REASON_WORLD] = { "G2-world", "World (G2)", "rows of World (G2, --world only|keep)" },
	[REASON_LEVEL] = { "G3-level", "other level (G3)",
	    "rows of TOTAL or of another commodity level (G3, --level total|2|4|6)" },
	[REASON_FLOW] = { "G4-flow", "sub-flow (G4)", "sub-flows (G4, --flow)" },
	[REASON_GROUP] = { "G5-group", "group of countries (G5)",
	    "rows of groups of countries (G5, --groups keep)" },
	[REASON_CLASS] = { "G7-class", "not HS (G7)",
	    "services or codes of other classifications (G7, --class S4)" },
	[REASON_DUPLICATE] = { "G8-duplicate", "duplicate (G8)", "duplicates (G8, --duplicates)" },
	[REASON_REJECTED] = { "rejected", "rejected", NULL },
};

const char *
reason_name(enum reason r)
{
	return about[r].name;
}

const char *
reason_guard(enum reason r)
{
	return about[r].guard;
}

void
account_file(struct account *a, const char *name)
{
	mem_grow(&a->file, &a->cap, a->n, sizeof *a->file);
	a->file[a->n++] = (struct account_file){ .name = name };
}

void
account_value(struct account *a, size_t file, enum reason r, dec value)
{
	struct account_file *f = &a->file[file];

	if (!dec_add(&f->value[r], value))
		die("%s: the sum of all values exceeds 128 bits", f->name);
}

void
account_rows_unvalued(struct account *a, size_t file, enum reason r, uint64_t n)
{
	struct account_file *f = &a->file[file];

	f->rows[r] += n;
	f->unvalued[r] = f->unread = true;
}

void
account_move(struct account *a, size_t file, enum reason r, dec value)
{
	a->file[file].rows[REASON_EMITTED]--;
	a->file[file].value[REASON_EMITTED] -= value;
	a->file[file].rows[r]++;
	account_value(a, file, r, value);
}

void
account_move_unvalued(struct account *a, size_t file, enum reason r)
{
	struct account_file *f = &a->file[file];

	f->rows[REASON_EMITTED]--;
	f->rows[r]++;
	f->unvalued[REASON_EMITTED] = f->unvalued[r] = true;
}

uint64_t
account_rows(const struct account *a, enum reason r)
{
	uint64_t n = 0;

	for (size_t i = 0; i < a->n; i++)
		n += a->file[i].rows[r];
	return n;
}

uint64_t
account_read(const struct account *a)
{
	uint64_t n = 0;

	for (int r = 0; r < REASONS; r++)
		n += account_rows(a, (enum reason)r);
	return n;
}

/* `value` is null if it is unknown. */
static void
write_line(
    struct csvfile *out, const char *file, const char *reason, uint64_t rows, const dec *value)
{
	char count[32], text[DEC_TEXT];
	int n = snprintf(count, sizeof count, "%" PRIu64, rows);
	struct str field[] = { str_of(file), str_of(reason), { count, (size_t)n },
		{ text, value != NULL ? dec_print(text, *value) : 0 } };

	csvfile_record(out, field, 4);
}

const char account_header[] = "file,reason,rows,value_usd";

void
account_write(const struct account *a, struct csvfile *out)
{
	for (size_t i = 0; i < a->n; i++) {
		const struct account_file *f = &a->file[i];
		uint64_t rows = 0;
		dec value = 0;
		for (int r = 0; r < REASONS; r++) {
			rows += f->rows[r];
			if (!dec_add(&value, f->value[r]))
				die("%s: the sum of all values exceeds 128 bits", f->name);
		}
		write_line(out, f->name, "read", rows, f->unread ? NULL : &value);
		for (int r = 0; r < REASONS; r++)
			if (r == REASON_EMITTED || f->rows[r] > 0)
				write_line(out, f->name, about[r].name, f->rows[r],
				    f->unvalued[r] ? NULL : &f->value[r]);
	}
	csvfile_close(out);
}

void
account_print(const struct account *a)
{
	struct buf line = { 0 };

	buf_printf(&line, "rows: %" PRIu64 " read", account_read(a));
	for (int r = 0; r < REASONS; r++) {
		uint64_t n = account_rows(a, (enum reason)r);
		if (n > 0 || r == REASON_EMITTED)
			buf_printf(&line, "%s %" PRIu64 " %s", r == REASON_EMITTED ? ";" : ",", n,
			    about[r].summary);
	}
	warn("%s", buf_text(&line));
	buf_free(&line);
}

void
account_free(struct account *a)
{
	free(a->file);
}
