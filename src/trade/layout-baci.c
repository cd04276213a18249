#include "layout.h"

/*
 * CEPII BACI: t year, i exporter, j importer, k six digits of the HS, v thousand dollars, q tonnes
 * (blank-padded, NA where missing). The edition is in the file's name only.
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

/* i exports to j; a code that was read as a number has lost its leading zero. */
static void
adapt(struct cells *c)
{
	struct str *hs = &c->cell[ROLE_HS];

	c->cell[ROLE_FLOW] = str_of("X");
	c->scale = 1000;
	if (hs->n != 5 || !str_digits(*hs))
		return;
	c->text[0] = '0';
	memcpy(c->text + 1, hs->p, 5);
	*hs = (struct str){ c->text, 6 };
	c->padded = true;
}

const struct layout layout_baci = {
	.name = "BACI",
	.columns = columns,
	.needs = ROLES_OF_A_ROW & ~ROLE_BIT(ROLE_FLOW),
	.adapt = adapt,
};
