#include "layout.h"

/*
 * UN Comtrade since 2022: JSON and CSV of the API, downloads of the website, bulk and tariff-line
 * files, and the output of the R client. The names differ only in case and underscores (CIFValue,
 * primary_value). Not every source has every column.
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
