#include "hint.h"

#include <stdio.h>

#include "layout.h"
#include "lib/mem.h"
#include "trade/currency.h"
#include "unit-words.h"

/* The names of --map, and the placeholder for a column that was not found. */
static const struct wanted {
	enum role role;
	const char *name, *otherwise;
} wanted[] = {
	{ ROLE_PERIOD, "period", "=YEAR" },
	{ ROLE_FLOW, "flow", "==M" },
	{ ROLE_REPORTER, "reporter", "=BUYER" },
	{ ROLE_PARTNER, "partner", "=SELLER" },
	{ ROLE_HS, "hs", "=CODE" },
	{ ROLE_VALUE, "value_usd", "=DOLLARS" },
	{ ROLE_EDITION, "edition", NULL },
	{ ROLE_NET_KG, "net_kg", NULL },
	{ ROLE_PARTNER2, "partner2", NULL },
	{ ROLE_CUSTOMS, "customs", NULL },
	{ ROLE_MODE, "mode", NULL },
	{ ROLE_TRANSPORT, "transport", NULL },
};

/* Does a folded form of the name contain the word? */
static bool
speaks_of(struct str name, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= name.n; i++) {
		size_t k = 0;
		while (k < n && lower(name.p[i + k]) == word[k])
			k++;
		if (k == n)
			return true;
	}
	return false;
}

/*
 * The flow of a table without a column for it: M where the reporter is the importer, or where the
 * name of the value says so; else a question.
 */
static const char *
constant_flow(struct str reporter, struct str value)
{
	static const char *const importer[] = { "import", "buyer", "destination", "iso3_d" };

	if (speaks_of(value, "export"))
		return "==X";
	for (size_t i = 0; i < sizeof importer / sizeof *importer; i++)
		if (reporter.n == 0 || speaks_of(reporter, importer[i]))
			return "==M";
	return speaks_of(value, "import") ? "==M" : "==M_OR_X";
}

/* Are the cells of a column digits, in the records that follow? Then a flow needs a dictionary. */
static bool
has_digits(struct records *r, size_t at)
{
	enum { LOOK_AT = 100 };
	const struct csvin_pick pick = { at, 0 };
	struct str cell;

	for (size_t i = 0; i < LOOK_AT && records_next(r) == RECORDS_ROW && !r->changed; i++) {
		records_take(r, &pick, 1, &cell);
		if (str_digits(str_trim(cell)))
			return true;
	}
	return false;
}

/* Can the name be written in --map, between single quotes? */
static bool
can_write(struct str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] == ',' || name.p[i] == '\'' || (unsigned char)name.p[i] < ' ')
			return false;
	return name.n > 0;
}

/* The column of a role; "" if there is none that can be written. */
static struct str
column_of(const struct columns *table, enum role role)
{
	int at = layout_column(layout_any(), role, table);

	return at >= 0 && can_write(table->name[at]) ? table->name[at] : (struct str){ "", 0 };
}

/* "=COL", with the scale that its name speaks of. */
static void
add_scaled(struct buf *to, const char *name, struct str column, const struct unit *scale)
{
	buf_printf(to, "%s%s%.*s", name, scale != NULL ? scale->in_map : "", STR_ARG(column));
}

/* "value_usd=COL", or with the currency that the name of the column speaks of or ends with. */
static void
add_value(struct buf *to, struct str column)
{
	const struct unit *currency = unit_words_currency(column);
	size_t head = column.n < 3 ? column.n : column.n - 3;
	struct str tail = { column.p + head, column.n - head };
	char name[32] = "value_usd=";

	if (currency != NULL && !is_currency(str_of(currency->in_map)) && is_currency(tail))
		(void)snprintf(name, sizeof name, "value=%c%c%c:", upper(tail.p[0]),
		    upper(tail.p[1]), upper(tail.p[2]));
	else if (currency != NULL)
		(void)snprintf(name, sizeof name, "value=%s:", currency->in_map);
	add_scaled(to, name, column, unit_words_scale(column));
}

/* Appends an item of --map for a column, or its placeholder. */
static void
add_item(struct buf *to, const struct wanted *w, struct str column)
{
	char lead[32];

	(void)snprintf(lead, sizeof lead, "%s=", w->name);
	if (column.n == 0)
		buf_printf(to, "%s%s", w->name, w->otherwise);
	else if (w->role == ROLE_VALUE)
		add_value(to, column);
	else
		add_scaled(
		    to, lead, column, w->role == ROLE_NET_KG ? unit_words_weight(column) : NULL);
}

void
hint_guess(struct records *r, struct buf *to)
{
	const struct columns *table = &r->columns;
	struct str reporter = column_of(table, ROLE_REPORTER), value = column_of(table, ROLE_VALUE);
	size_t n = 0;

	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		struct wanted w = wanted[i];
		struct str column = column_of(table, w.role);
		if (w.role == ROLE_FLOW)
			w.otherwise = constant_flow(reporter, value);
		if (column.n == 0 && w.otherwise == NULL)
			continue;
		buf_printf(to, "%s", n++ > 0 ? "," : "");
		add_item(to, &w, column);
		int at = w.role == ROLE_FLOW ? layout_column(layout_any(), w.role, table) : -1;
		if (at >= 0 && column.n > 0 && has_digits(r, (size_t)at))
			buf_printf(to, "(1=M_OR_X,2=M_OR_X)");
	}
}

const char *
hint_add(struct records *r, struct buf *why)
{
	struct buf list = { 0 };

	columns_list(&r->columns, &list);
	buf_printf(why, "; name its columns, as with --map '");
	hint_guess(r, why);
	buf_printf(why, "'. Its columns: %.300s", buf_text(&list));
	buf_free(&list);
	return buf_text(why);
}
