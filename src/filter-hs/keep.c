#include "keep.h"

#include "lib/csv/csvout.h"
#include "trade/country.h"
#include "trade/currency.h"

static bool
lists_world(const struct condition *c)
{
	for (size_t i = 0; i < c->values; i++)
		if (country_is_world(c->value[i]))
			return true;
	return false;
}

/* Do the conditions select some partners, and not World? */
static bool
selects_partners(const struct where *where)
{
	for (size_t i = 0; i < where->n; i++) {
		const struct condition *c = &where->condition[i];
		if (str_is(c->column, "partner") && !c->negated && !lists_world(c))
			return true;
	}
	return false;
}

/* The column of values, the first if there are several. */
static int
value_column(const struct columns *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (is_value_name(c->name[i]))
			return (int)i;
	return COLUMN_NONE;
}

void
keep_bind(struct keep *k, const struct columns *c, const struct where *where)
{
	k->hs = k->of_hs ? columns_want(c, "hs") : COLUMN_NONE;
	k->edition = k->hs >= 0 ? columns_want(c, "edition") : COLUMN_NONE;
	k->watches &= k->hs >= 0;
	k->period = columns_find(c, str_of("period"));
	k->reporter = columns_find(c, str_of("reporter"));
	k->value = value_column(c);
	k->flags = selects_partners(where) ? columns_find(c, str_of("flags")) : COLUMN_NONE;
}

static struct str
cell_of(const struct tablein *in, int at)
{
	return at >= 0 ? tablein_cell(in, (size_t)at) : (struct str){ "", 0 };
}

static void
watch_row(struct keep *k, const struct tablein *in)
{
	struct str code = cell_of(in, k->hs);
	int edition = hs_edition_exact(cell_of(in, k->edition));
	unsigned editions = hs_watch_code(&k->watch, code);
	struct buf why = { 0 };
	dec value = DEC_ONE;

	if (edition >= 0 && (editions >> edition & 1) == 0)
		tablein_die(in, "%s", hs_list_complaint(code, edition, &why));
	if (!k->watches)
		return;
	if (k->value >= 0 && dec_parse(cell_of(in, k->value), &value) != DEC_OK)
		value = 0;
	hs_watch_row(&k->watch, edition, cell_of(in, k->period), cell_of(in, k->reporter), value);
}

static bool
has_byte(struct str s, char byte)
{
	return s.n > 0 && memchr(s.p, byte, s.n) != NULL;
}

/* Prints the row with x among its flags, which are sorted letters, and nothing else changed. */
static void
print_with_x(const struct tablein *in, struct str flags)
{
	struct str raw = tablein_raw(in);
	size_t at = (size_t)(flags.p - raw.p);

	while (at < (size_t)(flags.p - raw.p) + flags.n && raw.p[at] < 'x')
		at++;
	struct buf line = { 0 };
	buf_add(&line, (struct str){ raw.p, at });
	buf_add_byte(&line, 'x');
	buf_add(&line, (struct str){ raw.p + at, raw.n - at });
	csvout_raw(buf_str(&line));
	buf_free(&line);
}

void
keep_row(struct keep *k, const struct tablein *in)
{
	struct str flags = cell_of(in, k->flags);

	if (k->edition >= 0 || k->watches)
		watch_row(k, in);
	if (k->flags >= 0 && !has_byte(flags, 'x') && !has_byte(flags, '"'))
		print_with_x(in, flags);
	else
		csvout_raw(tablein_raw(in));
	csvout_end_record();
}

void
keep_report(const struct keep *k, const struct basket *wanted, const struct hs_set *except)
{
	if (k->watches)
		hs_watch_report(&k->watch, wanted, except);
}

void
keep_free(struct keep *k)
{
	hs_watch_free(&k->watch);
}
