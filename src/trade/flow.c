#include "flow.h"

/* UN Comtrade tradeRegimes.json; the numbers are those of the service before 2022 */
static const struct {
	struct flow flow;
	const char *number, *name;
} flows[] = {
	{ { "M", "M", "X" }, "1", "import" },
	{ { "X", "X", "M" }, "2", "export" },
	{ { "RX", "X", "RM" }, "3", "re-export" },
	{ { "RM", "M", "RX" }, "4", "re-import" },
	{ { "DX", "X", "FM" }, NULL, "domestic export" },
	{ { "FM", "M", "DX" }, NULL, "foreign import" },
	{ { "MIP", "M", "XIP" }, NULL, "import of goods for inward processing" },
	{ { "XIP", "X", "MIP" }, NULL, "export of goods after inward processing" },
	{ { "MOP", "M", "XOP" }, NULL, "import of goods after outward processing" },
	{ { "XOP", "X", "MOP" }, NULL, "export of goods for outward processing" },
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
	for (size_t i = 0; i < sizeof flows / sizeof *flows; i++)
		if (str_is(text, flows[i].flow.code))
			return &flows[i].flow;
	for (size_t i = 0; i < sizeof flows / sizeof *flows; i++)
		if ((flows[i].number != NULL && str_is(text, flows[i].number)) ||
		    same_name(text, flows[i].name))
			return &flows[i].flow;
	return NULL;
}

const char *
flow_codes(void)
{
	return "M, X, RX, RM, DX, FM, MIP, XIP, MOP, XOP";
}
