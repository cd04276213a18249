#include "layout.h"

/* Our own format, trade-csv(5). These are also the names of --map. */
static const struct layout_column columns[] = {
	{ "period", ROLE_PERIOD },
	{ "flow", ROLE_FLOW },
	{ "reporter", ROLE_REPORTER },
	{ "partner", ROLE_PARTNER },
	{ "hs", ROLE_HS },
	{ "valueusd", ROLE_VALUE },
	{ "edition", ROLE_EDITION },
	{ "netkg", ROLE_NET_KG },
	{ "flags", ROLE_FLAGS },
	{ "partner2", ROLE_PARTNER2 },
	{ "customs", ROLE_CUSTOMS },
	{ "mode", ROLE_MODE },
	{ "transport", ROLE_TRANSPORT },
	{ NULL, 0 },
};

const struct layout layout_trade = {
	.name = "trade CSV",
	.columns = columns,
	.needs = ROLES_OF_A_ROW,
};
