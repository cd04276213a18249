#include "layout.h"

/*
 * CEPII BACI: t year, i exporter, j importer, k six-digit HS code, v thousand dollars, q tonnes
 * (blank-padded, NA if missing). Only the name of the file has the edition.
 */
static const struct layout_column columns[] = {
	{ "t", ROLE_PERIOD },
	{ "i", ROLE_REPORTER },
	{ "j", ROLE_PARTNER },
	{ "k", ROLE_HS },
	{ "v", ROLE_VALUE },
	{ "q", ROLE_NET_KG },
	{ NULL, 0 },
};

const struct layout layout_baci = {
	.name = "BACI",
	.columns = columns,
	.needs = ROLES_OF_A_ROW & ~ROLE_BIT(ROLE_FLOW),
	.flow = "X", /* i exports to j */
	.shift = 3,
	.loses_zeros = true,
};
