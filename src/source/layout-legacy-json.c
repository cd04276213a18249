#include "layout.h"

/* The JSON of comtrade.un.org/api/get before 2022. */
static const struct layout_column columns[] = {
	{ "period", ROLE_PERIOD },
	{ "rgcode", ROLE_FLOW },
	{ "rtcode", ROLE_REPORTER },
	{ "ptcode", ROLE_PARTNER },
	{ "cmdcode", ROLE_HS },
	{ "tradevalue", ROLE_VALUE },
	{ "pfcode", ROLE_EDITION },
	{ "netweight", ROLE_NET_KG },
	{ "estcode", ROLE_LEGACY_FLAG },
	{ "ptcode2", ROLE_PARTNER2 },
	{ "cstcode", ROLE_CUSTOMS },
	{ "motcode", ROLE_TRANSPORT },
	{ NULL, 0 },
};

const struct layout layout_legacy_json = {
	.name = "legacy Comtrade JSON",
	.columns = columns,
	.needs = ROLES_OF_A_ROW,
	.from_service = true,
};
