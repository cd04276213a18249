#include "layout-table.h"

#include <pthread.h>

#include "lib/die.h"

enum { LAYOUTS_MAX = 32 };

static struct {
	size_t n;
	struct layout layout[LAYOUTS_MAX];
	struct arena text;
} all;

static const char *const role_names[ROLES] = { "period", "flow", "reporter", "partner", "hs",
	"value", "edition", "net_kg", "flags", "estimated", "legacy_flag", "type", "partner2",
	"customs", "mode", "transport", "month", "flow_else", "other_value", "measure", "unit" };

int
layout_role(struct str name)
{
	for (int r = 0; r < ROLES; r++)
		if (str_is(name, role_names[r]))
			return r;
	return -1;
}

struct str
layout_role_name(enum role role)
{
	return str_of(role_names[role]);
}

struct str
dictionary_find(struct str dictionary, struct str key)
{
	struct str rest = dictionary, pair;

	while (rest.n > 0 && str_split(&rest, '|', &pair)) {
		struct str word, value = pair;
		(void)str_split(&value, '=', &word);
		if (value.p != NULL && str_alike(str_trim(word), key))
			return str_trim(value);
	}
	return (struct str){ NULL, 0 };
}

int
parse_power_of_ten(struct str digits)
{
	if (digits.n == 0 || digits.n > 9 || digits.p[0] != '1')
		return -1;
	for (size_t i = 1; i < digits.n; i++)
		if (digits.p[i] != '0')
			return -1;
	return (int)digits.n - 1;
}

/* "Net Wgt | netWeight" as "netwgt|netweight". */
static struct str
fold_names(struct str names)
{
	struct buf folded = { 0 };
	struct str name;

	while (str_split(&names, '|', &name)) {
		if (folded.n > 0)
			buf_add_byte(&folded, '|');
		for (size_t i = 0; i < name.n; i++) {
			char c = lower(name.p[i]);
			if (is_digit(c) || (c >= 'a' && c <= 'z') || c == '?')
				buf_add_byte(&folded, c);
		}
	}
	struct str kept = arena_copy(&all.text, buf_str(&folded));
	buf_free(&folded);
	return kept;
}

/* "1000 USD" */
static void
read_scale(struct layout *l, struct str text)
{
	struct str digits;

	(void)str_split(&text, ' ', &digits);
	l->means.value_shift = (unsigned)parse_power_of_ten(digits);
	l->names_currency = str_is(text, "CODE");
	if (!l->names_currency)
		memcpy(l->means.currency, text.p, 3);
}

static void
read_kind(struct layout *l, struct str word)
{
	l->from_service |= str_is(word, "service");
	l->both_sides |= str_is(word, "both-sides");
	l->adds_up |= str_is(word, "adds-up");
	l->means.section_digits |= str_is(word, "section-digits");
}

static void
read_line(struct layout *l, struct str key, struct str value)
{
	struct meaning *m = &l->means;
	int role = layout_role(key);

	if (role >= 0)
		l->columns[role] = fold_names(value);
	else if (str_is(key, "needs"))
		l->needs = fold_names(value);
	else if (str_is(key, "scale"))
		read_scale(l, value);
	else if (str_is(key, "weight"))
		m->kg_shift = (unsigned)parse_power_of_ten(value);
	else if (str_is(key, "flows"))
		m->flows = value;
	else if (str_is(key, "measures"))
		m->measures = value;
	else if (str_is(key, "units"))
		m->units = value;
	else if (str_is(key, "reporters"))
		(void)code_system_find(value, &m->reporters);
	else if (str_is(key, "partners"))
		(void)code_system_find(value, &m->partners);
	else if (str_is(key, "is"))
		read_kind(l, value);
}

/* "role: columns" or "role = constant" */
static void
read_either(struct layout *l, struct str line)
{
	const char *colon = memchr(line.p, ':', line.n), *equals = memchr(line.p, '=', line.n);

	if (equals != NULL && (colon == NULL || equals < colon)) {
		struct str key = str_trim((struct str){ line.p, (size_t)(equals - line.p) });
		struct str value = { equals + 1, (size_t)(line.p + line.n - equals) - 1 };
		l->constant[layout_role(key)] = str_trim(value);
	} else if (colon != NULL) {
		struct str value = { colon + 1, (size_t)(line.p + line.n - colon) - 1 };
		read_line(l, (struct str){ line.p, (size_t)(colon - line.p) }, str_trim(value));
	}
}

static void
load(void)
{
	struct str rest = { table_layouts.text, table_layouts.n }, line;
	const struct str begins = str_of("layout ");

	while (str_split(&rest, '\n', &line)) {
		if (str_begins(line, begins) && all.n < LAYOUTS_MAX)
			all.layout[all.n++] =
			    (struct layout){ .name = { line.p + begins.n, line.n - begins.n },
				    .means.currency = "USD" };
		else if (line.n > 0 && line.p[0] != '#' && all.n > 0)
			read_either(&all.layout[all.n - 1], line);
	}
}

const struct layout *
layout_at(size_t i)
{
	static pthread_once_t loaded = PTHREAD_ONCE_INIT; /* several threads open files */

	pthread_once(&loaded, load);
	return i < all.n - 1 ? &all.layout[i] : NULL;
}

const struct layout *
layout_any(void)
{
	(void)layout_at(0);
	return &all.layout[all.n - 1];
}
