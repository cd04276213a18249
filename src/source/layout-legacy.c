#include "layout.h"

/* comtrade.un.org before 2022: the website's CSV (35 columns) and the bulk CSV (22 columns). */
static const struct layout_column columns[] = {
	{ "period", ROLE_PERIOD },
	{ "tradeflowcode", ROLE_FLOW },
	{ "reportercode", ROLE_REPORTER },
	{ "partnercode", ROLE_PARTNER },
	{ "commoditycode", ROLE_HS },
	{ "tradevalueus", ROLE_VALUE },
	{ "classification", ROLE_EDITION },
	{ "netweightkg", ROLE_NET_KG },
	{ "flag", ROLE_LEGACY_FLAG },
	{ "2ndpartnercode", ROLE_PARTNER2 },
	{ "customsproccode", ROLE_CUSTOMS },
	{ "modeoftransportcode", ROLE_TRANSPORT },
	{ NULL, 0 },
};

const struct layout layout_legacy = {
	.name = "legacy Comtrade",
	.columns = columns,
	.needs = ROLES_OF_A_ROW,
	.from_service = true,
};
