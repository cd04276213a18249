#include "names.h"

#include <stdlib.h>

#include "lib/hash/keytab.h"
#include "trade/country.h"
#include "trade/labels.h"

/* Each returns the name of a code, in the arena or static; the code itself if it has none. */
typedef struct str name_of(struct arena *a, struct str code);

static struct str
name_country(struct arena *a, struct str code)
{
	const struct country *country = str_is(code, "OTHERS") ? NULL : country_find(code);

	(void)a;
	return country != NULL ? country->name : code;
}

static struct str
name_flow(struct arena *a, struct str code)
{
	static const char *const flows[][2] = { { "M", "imports" }, { "X", "exports" },
		{ "RM", "re-imports" }, { "RX", "re-exports" }, { "DX", "domestic exports" },
		{ "FM", "foreign imports" } };

	(void)a;
	for (size_t i = 0; i < sizeof flows / sizeof *flows; i++)
		if (str_is(code, flows[i][0]))
			return str_of(flows[i][1]);
	return code;
}

static struct str
name_commodity(struct arena *a, struct str code)
{
	struct str label = labels_code(code), name;
	struct buf text = { 0 };

	if (label.n == 0)
		return code;
	buf_printf(&text, "%.*s %.*s", STR_ARG(code), STR_ARG(label));
	name = arena_copy(a, buf_str(&text));
	buf_free(&text);
	return name;
}

static struct str
name_basket(struct arena *a, struct str code)
{
	struct str label = labels_basket(code);

	(void)a;
	return label.n > 0 ? label : code;
}

static const struct naming {
	const char *column;
	name_of *name;
} namings[] = {
	{ "reporter", name_country },
	{ "partner", name_country },
	{ "top1", name_country },
	{ "flow", name_flow },
	{ "hs", name_commodity },
	{ "hs6", name_commodity },
	{ "basket", name_basket },
};

/* Looks each code up once. */
static void
replace_column(struct grid *g, size_t column, name_of *name)
{
	struct keytab seen = { 0 };
	struct str *names = NULL;
	size_t cap = 0;

	for (size_t r = 0; r < g->rows; r++) {
		bool fresh;
		struct str *cell = &grid_row(g, r)[column];
		size_t number = keytab_add(&seen, *cell, &fresh);
		if (fresh) {
			mem_grow(&names, &cap, number, sizeof *names);
			names[number] = name(&g->text, *cell);
		}
		*cell = names[number];
	}
	free(names);
	keytab_free(&seen);
}

void
names_replace(struct grid *g)
{
	for (size_t c = 0; c < g->columns; c++)
		for (size_t i = 0; i < sizeof namings / sizeof *namings; i++)
			if (str_is(g->column[c].name, namings[i].column))
				replace_column(g, c, namings[i].name);
}
