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

/* Can the name be written in --map, between single quotes? */
static bool
can_write(struct str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] == ',' || name.p[i] == '\'' || (unsigned char)name.p[i] < ' ')
			return false;
	return name.n > 0;
}

/* "=COL", with the scale that its name speaks of. */
static void
add_scaled(struct buf *to, const char *name, struct str column, const char *scale)
{
	const char *factor = scale == NULL                     ? ""
			     : strcmp(scale, "thousands") == 0 ? "1000*"
			     : strcmp(scale, "millions") == 0  ? "1000000*"
			     : strcmp(scale, "billions") == 0  ? "1000000000*"
			     : strcmp(scale, "100 kg") == 0    ? "100*"
			     : strcmp(scale, "tonnes") == 0    ? "1000*"
							       : "FACTOR*";

	buf_printf(to, "%s%s%.*s", name, factor, STR_ARG(column));
}

static void
add_value(struct buf *to, struct str column)
{
	const char *currency = unit_words_currency(column), *scale = unit_words_scale(column);
	struct str tail = { column.n >= 3 ? column.p + column.n - 3 : column.p,
		column.n < 3 ? 0 : 3 };
	char name[16] = "value_usd=";

	if (currency != NULL) {
		const char *code = strcmp(currency, "euros") == 0    ? "EUR"
				   : strcmp(currency, "pounds") == 0 ? "GBP"
				   : strcmp(currency, "yen") == 0    ? "JPY"
				   : strcmp(currency, "yuan") == 0   ? "CNY"
								     : "XXX";
		memcpy(name, "value=XXX:", 11);
		memcpy(name + 6, code, 3);
		for (size_t i = 0; strcmp(code, "XXX") == 0 && is_currency(tail) && i < 3; i++)
			name[6 + i] = upper(tail.p[i]);
	}
	add_scaled(to, name, column, scale);
}

/* Appends an argument for --map. */
static void
guess(const struct columns *table, struct buf *to)
{
	const struct layout *any = layout_any();
	size_t n = 0;

	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		const struct wanted *w = &wanted[i];
		int at = layout_column(any, w->role, table);
		struct str name = at >= 0 ? table->name[at] : (struct str){ "", 0 };
		bool found = can_write(name);
		char lead[32];
		if (!found && w->otherwise == NULL)
			continue;
		buf_printf(to, "%s", n++ > 0 ? "," : "");
		(void)snprintf(lead, sizeof lead, "%s=", w->name);
		if (!found)
			buf_printf(to, "%s%s", w->name, w->otherwise);
		else if (w->role == ROLE_VALUE)
			add_value(to, name);
		else
			add_scaled(to, lead, name,
			    w->role == ROLE_NET_KG ? unit_words_weight(name) : NULL);
	}
}

const char *
hint_add(const struct columns *table, struct buf *why)
{
	struct buf list = { 0 };

	buf_printf(why, "; name its columns, as with --map '");
	guess(table, why);
	buf_printf(why, "'. Its columns: %.300s", columns_list(table, &list));
	buf_free(&list);
	return buf_text(why);
}
