#include "flow.h"

enum { M, X, RX, RM, DX, FM, MIP, XIP, MOP, XOP };

/* From UN Comtrade's tradeRegimes.json. */
static const struct flow flows[FLOWS] = {
	[M] = { { "M", 1 }, &flows[M], &flows[X], M },
	[X] = { { "X", 1 }, &flows[X], &flows[M], X },
	[RX] = { { "RX", 2 }, &flows[X], &flows[RM], RX },
	[RM] = { { "RM", 2 }, &flows[M], &flows[RX], RM },
	[DX] = { { "DX", 2 }, &flows[X], &flows[FM], DX },
	[FM] = { { "FM", 2 }, &flows[M], &flows[DX], FM },
	[MIP] = { { "MIP", 3 }, &flows[M], &flows[XIP], MIP },
	[XIP] = { { "XIP", 3 }, &flows[X], &flows[MIP], XIP },
	[MOP] = { { "MOP", 3 }, &flows[M], &flows[XOP], MOP },
	[XOP] = { { "XOP", 3 }, &flows[X], &flows[MOP], XOP },
};

/* Other ways to write them; the service used the numbers before 2022. */
static const struct {
	const char *number, *name;
} aliases[FLOWS] = {
	[M] = { "1", "import" },
	[X] = { "2", "export" },
	[RX] = { "3", "re-export" },
	[RM] = { "4", "re-import" },
	[DX] = { NULL, "domestic export" },
	[FM] = { NULL, "foreign import" },
	[MIP] = { NULL, "import of goods for inward processing" },
	[XIP] = { NULL, "export of goods after inward processing" },
	[MOP] = { NULL, "import of goods after outward processing" },
	[XOP] = { NULL, "export of goods for outward processing" },
};

static bool
same_name(struct str text, const char *name)
{
	size_t n = strlen(name);

	if (text.n == n + 1 && lower(text.p[n]) == 's') /* "Imports" */
		text.n = n;
	if (text.n != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (lower(text.p[i]) != name[i])
			return false;
	return true;
}

const struct flow *
flow_find(struct str text)
{
	for (size_t i = 0; i < FLOWS; i++)
		if (str_eq(text, flows[i].code))
			return &flows[i];
	for (size_t i = 0; i < FLOWS; i++)
		if ((aliases[i].number != NULL && str_is(text, aliases[i].number)) ||
		    same_name(text, aliases[i].name))
			return &flows[i];
	return NULL;
}

void
flow_describe(struct buf *to, unsigned left)
{
	for (size_t i = 0; i < FLOWS; i++) {
		if (!flow_is_among(&flows[i], left))
			continue;
		left &= ~(1u << i);
		buf_printf(to, "%s%.*s",
		    to->n == 0  ? ""
		    : left == 0 ? " and "
				: ", ",
		    STR_ARG(flows[i].code));
	}
}

void
flow_offer(struct nearest *n)
{
	for (size_t i = 0; i < FLOWS; i++) {
		nearest_offer(n, flows[i].code);
		nearest_offer(n, str_of(aliases[i].name));
	}
}

const char *
flow_codes(void)
{
	return "M, X, RX, RM, DX, FM, MIP, XIP, MOP, XOP";
}
