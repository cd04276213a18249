#include "layout.h"

/*
 * UN Comtrade since 2022: the API's JSON and CSV, the website's download, the bulk and tariff-line
 * files and what the R client makes of them. The names are the same but for case and underscores
 * (CIFValue, primary_value); which columns come along differs.
 */
static const struct layout_column columns[] = {
	{ "period", ROLE_PERIOD },
	{ "flowcode", ROLE_FLOW },
	{ "reportercode", ROLE_REPORTER },
	{ "partnercode", ROLE_PARTNER },
	{ "cmdcode", ROLE_HS },
	{ "primaryvalue", ROLE_VALUE },
	{ "classificationcode", ROLE_EDITION },
	{ "netwgt", ROLE_NET_KG },
	{ "netweight", ROLE_NET_KG },
	{ "isnetwgtestimated", ROLE_ESTIMATED },
	{ "typecode", ROLE_TYPE },
	{ "partner2code", ROLE_PARTNER2 },
	{ "customscode", ROLE_CUSTOMS },
	{ "moscode", ROLE_MODE },
	{ "motcode", ROLE_TRANSPORT },
	{ NULL, 0 },
};

const struct layout layout_comtrade = {
	.name = "Comtrade",
	.columns = columns,
	.needs = ROLES_OF_A_ROW,
	.from_service = true,
};
