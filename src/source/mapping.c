#include "mapping.h"

#include <stdlib.h>

#include "layout-table.h"
#include "lib/die.h"
#include "trade/currency.h"
#include "trade/flow.h"
#include "unit-words.h"

static const char usage[] =
    "NAME=COLUMN or NAME==CONSTANT with one of the names period, flow, reporter, partner, edition, "
    "hs, value_usd, net_kg, flags, partner2, customs, mode, transport";

/* Takes the next item off a list: up to a comma that is not between parentheses. */
static bool
next_item(struct str *rest, struct str *item)
{
	size_t depth = 0, n = 0;

	if (rest->p == NULL)
		return false;
	for (; n < rest->n && (depth > 0 || rest->p[n] != ','); n++) {
		if (rest->p[n] == '(' && memchr(rest->p + n, ')', rest->n - n) != NULL)
			depth++;
		else if (rest->p[n] == ')' && depth > 0)
			depth--;
	}
	*item = (struct str){ rest->p, n };
	*rest = n < rest->n ? (struct str){ rest->p + n + 1, rest->n - n - 1 }
			    : (struct str){ NULL, 0 };
	return true;
}

/* The role that `name` has in --map, or -1; a value sets the currency, "" for plain "value". */
static int
role_named(struct str name, char currency[4])
{
	const struct layout *trade = layout_trade();

	currency[0] = '\0';
	if (str_is(name, "value"))
		return ROLE_VALUE;
	for (int r = 0; r < ROLES; r++) {
		if (!layout_matches(name, trade->columns[r]))
			continue;
		for (size_t i = 0; r == ROLE_VALUE && i < 3; i++)
			currency[i] = upper(name.p[name.n - 3 + i]);
		return r;
	}
	return -1;
}

/* "EUR:COL" and "1000*COL" of a value or weight. */
static void
take_unit(struct mapped *m, struct str item)
{
	struct str rest = m->text, word;
	bool named = m->currency[0] != '\0';

	if (m->role == ROLE_VALUE && rest.n > 4 && rest.p[3] == ':' &&
	    is_currency((struct str){ rest.p, 3 })) {
		char given[4] = { upper(rest.p[0]), upper(rest.p[1]), upper(rest.p[2]), '\0' };
		if (named && strcmp(given, m->currency) != 0)
			misuse(
			    "--map: '%.*s' names two currencies; --rates converts", STR_ARG(item));
		memcpy(m->currency, given, sizeof given);
		rest = (struct str){ rest.p + 4, rest.n - 4 };
	}
	m->text = rest;
	if (memchr(rest.p, '*', rest.n) == NULL)
		return;
	(void)str_split(&rest, '*', &word);
	int shift = parse_power_of_ten(str_trim(word));
	bool factor = word.n > 0 && (is_digit(word.p[0]) || word.p[0] == '.');
	if (shift < 0 && factor)
		misuse("--map: the factor in '%.*s' is not 1, 10, 100, 1000, ...", STR_ARG(item));
	if (shift < 0)
		return;
	m->shift = shift;
	m->text = str_trim(rest);
}

/* "COL(1=M,2=X)" of a flow. */
static void
take_dictionary(struct mapping *all, struct mapped *m)
{
	size_t open = m->text.n;

	while (open > 0 && m->text.p[open - 1] != '(')
		open--;
	if (open < 2 || m->text.p[m->text.n - 1] != ')')
		return;
	struct str inside = { m->text.p + open, m->text.n - open - 1 };
	if (inside.n == 0 || memchr(inside.p, '=', inside.n) == NULL)
		return;
	inside = arena_copy(&all->text, inside);
	for (char *p = (char *)(uintptr_t)inside.p; *p != '\0'; p++)
		if (*p == ',')
			*p = '|';
	m->dictionary = inside;
	m->text.n = open - 1;
}

/* A constant flow, and those of a dictionary, must be Comtrade's. */
static void
check_flow(struct str flow, struct str item)
{
	if (flow_find(flow) == NULL)
		misuse("--map: '%.*s' in '%.*s' is not a flow; there are: %s", STR_ARG(flow),
		    STR_ARG(item), flow_codes());
}

static void
check_flows(const struct mapped *m, struct str item)
{
	struct str rest = m->dictionary, pair, word;

	if (m->constant)
		check_flow(m->text, item);
	while (rest.n > 0 && str_split(&rest, '|', &pair)) {
		(void)str_split(&pair, '=', &word);
		check_flow(pair.p != NULL ? str_trim(pair) : word, item);
	}
}

/* "alpha2:COL" of a country. */
static void
take_system(struct mapped *m)
{
	struct str rest = m->text, word;

	(void)str_split(&rest, ':', &word);
	if (rest.p == NULL || rest.n == 0 || !code_system_find(word, &m->system))
		return;
	m->has_system = true;
	m->text = rest;
}

static struct mapped
parse_item(struct mapping *all, struct str item)
{
	const char *equals = item.n > 0 ? memchr(item.p, '=', item.n) : NULL;
	size_t n = equals != NULL ? (size_t)(equals - item.p) : 0;
	struct mapped m = { .shift = -1 };
	int role = n > 0 ? role_named((struct str){ item.p, n }, m.currency) : -1;

	if (role < 0 || item.n == n + 1)
		misuse("--map: '%.*s' is not %s", STR_ARG(item), usage);
	m.role = (enum role)role;
	m.text = (struct str){ item.p + n + 1, item.n - n - 1 };
	m.constant = m.text.p[0] == '=';
	if (m.constant)
		m.text.p++, m.text.n--;
	else if (role == ROLE_FLOW)
		take_dictionary(all, &m);
	if (role == ROLE_FLOW)
		check_flows(&m, item);
	if (m.constant)
		return m;
	if (role == ROLE_VALUE || role == ROLE_NET_KG)
		take_unit(&m, item);
	if (role == ROLE_REPORTER || role == ROLE_PARTNER)
		take_system(&m);
	if (role == ROLE_VALUE && m.currency[0] == '\0')
		misuse("--map: '%.*s' has no currency: value_usd=COLUMN, or value=EUR:COLUMN",
		    STR_ARG(item));
	return m;
}

void
mapping_add(struct mapping *m, const char *text)
{
	struct str rest = str_of(text), item;

	while (next_item(&rest, &item)) {
		struct mapped parsed = parse_item(m, item);
		for (size_t i = 0; i < m->n; i++)
			if (m->item[i].role == parsed.role)
				misuse("--map names '%.*s' twice",
				    STR_ARG(layout_role_name(parsed.role)));
		mem_grow(&m->item, &m->cap, m->n, sizeof *m->item);
		m->item[m->n++] = parsed;
	}
}

const struct unit *
mapping_unit_missing(const struct mapped *m, struct str column)
{
	if (m->role == ROLE_VALUE && m->shift < 0 && unit_words_scale(column) != NULL)
		return unit_words_scale(column);
	if (m->role == ROLE_VALUE && strcmp(m->currency, "USD") == 0)
		return unit_words_currency(column);
	if (m->role == ROLE_NET_KG && m->shift < 0)
		return unit_words_weight(column);
	return NULL;
}

const struct unit *
mapping_unit_cell(const struct mapping *m, struct str cell, const struct mapped **item)
{
	bool money = unit_words_money(cell);

	for (size_t i = 0; i < m->n; i++) {
		*item = &m->item[i];
		bool about = (money && (*item)->role == ROLE_VALUE) ||
			     (!money && (*item)->role == ROLE_NET_KG);
		const struct unit *missing = about ? mapping_unit_missing(*item, cell) : NULL;
		if (missing != NULL)
			return missing;
	}
	return NULL;
}

void
mapping_free(struct mapping *m)
{
	free(m->item);
	arena_free(&m->text);
}
