#include "layout-guessed.h"

/* Common names of columns in other tables: for the hint only, never to read a table by. */
static const struct layout_column columns[] = {
	{ "period", ROLE_PERIOD },
	{ "year", ROLE_PERIOD },
	{ "yr", ROLE_PERIOD },
	{ "month", ROLE_PERIOD },
	{ "date", ROLE_PERIOD },
	{ "time", ROLE_PERIOD },
	{ "timeperiod", ROLE_PERIOD },
	{ "flow", ROLE_FLOW },
	{ "flowcode", ROLE_FLOW },
	{ "tradeflow", ROLE_FLOW },
	{ "direction", ROLE_FLOW },
	{ "reporter", ROLE_REPORTER },
	{ "reportercode", ROLE_REPORTER },
	{ "reporteriso", ROLE_REPORTER },
	{ "country", ROLE_REPORTER },
	{ "partner", ROLE_PARTNER },
	{ "partnercode", ROLE_PARTNER },
	{ "partneriso", ROLE_PARTNER },
	{ "partnercountry", ROLE_PARTNER },
	{ "supplier", ROLE_PARTNER },
	{ "hs", ROLE_HS },
	{ "hscode", ROLE_HS },
	{ "hs6", ROLE_HS },
	{ "cmd", ROLE_HS },
	{ "cmdcode", ROLE_HS },
	{ "code", ROLE_HS },
	{ "commodity", ROLE_HS },
	{ "commoditycode", ROLE_HS },
	{ "product", ROLE_HS },
	{ "productcode", ROLE_HS },
	{ "value", ROLE_VALUE },
	{ "valueusd", ROLE_VALUE },
	{ "usd", ROLE_VALUE },
	{ "primaryvalue", ROLE_VALUE },
	{ "tradevalue", ROLE_VALUE },
	{ "netkg", ROLE_NET_KG },
	{ "kg", ROLE_NET_KG },
	{ "netwgt", ROLE_NET_KG },
	{ "netweight", ROLE_NET_KG },
	{ "weight", ROLE_NET_KG },
	{ "weightkg", ROLE_NET_KG },
	{ NULL, 0 },
};

static const struct layout guessed = { .columns = columns };

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
	{ ROLE_NET_KG, "net_kg", NULL },
};

void
layout_guess(const struct columns *table, struct buf *to)
{
	int at[ROLES];
	bool first = true;

	layout_roles(&guessed, table, at);
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		const struct wanted *w = &wanted[i];
		struct str name = at[w->role] >= 0 ? table->name[at[w->role]] : str_of("");
		bool found = name.n > 0 && memchr(name.p, ',', name.n) == NULL &&
			     memchr(name.p, '\'', name.n) == NULL;
		if (!found && w->otherwise == NULL)
			continue;
		buf_printf(to, "%s%s", first ? "" : ",", w->name);
		if (found)
			buf_printf(to, "=%.*s", STR_ARG(name));
		else
			buf_printf(to, "%s", w->otherwise);
		first = false;
	}
}
