#include "country-codes.h"

#include "lib/hash/keytab.h"
#include "table.h"

enum { SYSTEM, CODE, COUNTRY, UNTIL, KEY_MAX = 64 };

static struct {
	bool loaded;
	struct keytab keys; /* "alpha-2 DE" */
	struct entry {
		struct str country;
		unsigned until;
	} * entry; /* by the number of the key */
	size_t cap;
} all;

static const char *const systems[CODE_SYSTEMS] = { "any", "alpha-2", "alpha-3", "numeric",
	"schedule-c", "oec", "name" };

/* "alpha-2" and "de" as the key "alpha-2 DE", held in `to`; empty if it is too long. */
static struct str
key_of(struct str system, struct str code, char to[KEY_MAX])
{
	size_t n = system.n;

	if (system.n + 1 + code.n > KEY_MAX)
		return (struct str){ to, 0 };
	memcpy(to, system.p, n);
	to[n++] = ' ';
	for (size_t i = 0; i < code.n; i++)
		to[n++] = upper(code.p[i]);
	return (struct str){ to, n };
}

static unsigned
year_of(struct str digits)
{
	unsigned year = 0;

	for (size_t i = 0; i < digits.n; i++)
		year = year * 10 + (unsigned)(digits.p[i] - '0');
	return year;
}

static void
load(void)
{
	struct table_walk row = table_begin(&table_country_codes);
	char text[KEY_MAX];

	while (table_next(&row)) {
		struct str key = key_of(row.field[SYSTEM], row.field[CODE], text);
		size_t number = keytab_add(&all.keys, key, NULL);
		mem_grow(&all.entry, &all.cap, number, sizeof *all.entry);
		all.entry[number] = (struct entry){ row.field[COUNTRY], year_of(row.field[UNTIL]) };
	}
	all.loaded = true;
}

static const struct entry *
look_up(const char *system, struct str code)
{
	char text[KEY_MAX];

	if (!all.loaded)
		load();
	struct str key = key_of(str_of(system), code, text);
	size_t number = key.n > 0 ? keytab_find(&all.keys, key) : SIZE_MAX;
	return number != SIZE_MAX ? &all.entry[number] : NULL;
}

/* `s` without hyphens and in lower case equals `name` without hyphens. */
static bool
same_system(struct str s, const char *name)
{
	size_t i = 0;

	for (; *name != '\0'; name++) {
		if (*name == '-')
			continue;
		while (i < s.n && s.p[i] == '-')
			i++;
		if (i == s.n || lower(s.p[i++]) != *name)
			return false;
	}
	return i == s.n;
}

bool
code_system_find(struct str name, enum code_system *system)
{
	for (int i = 0; i < CODE_SYSTEMS; i++) {
		if (!same_system(name, systems[i]))
			continue;
		*system = (enum code_system)i;
		return true;
	}
	return false;
}

const char *
code_system_complaint(enum code_system system)
{
	static const char *const complaint[CODE_SYSTEMS] = { "not a country",
		"not an alpha-2 code of a country", "not an alpha-3 code of a country",
		"not the number of a country", "not a country code of Schedule C",
		"not a country id of the OEC", "not the name of a country" };

	return complaint[system];
}

const char *
code_system_names(void)
{
	return "any, alpha-2, alpha-3, numeric, schedule-c, oec, name";
}

static const struct country *
find_coded(const char *system, struct str text)
{
	const struct entry *e = look_up(system, text);

	return e != NULL ? country_find(e->country) : NULL;
}

/* The last year of the predecessor with this number, or that the country itself is; 0 if none. */
static unsigned
predecessor_until(struct str text, const struct country *c)
{
	struct str rest = c->numbers, first;

	while (text.n > 1 && text.p[0] == '0')
		text.p++, text.n--;
	const struct entry *e = look_up("predecessor", text);
	if (e == NULL && !str_digits(text) && str_split(&rest, ' ', &first))
		e = look_up("predecessor", first);
	return e != NULL ? e->until : 0;
}

/* A number, an ISO code or a name, in that order. */
static const struct country *
find_any(struct str text)
{
	const struct country *c = find_coded("source-name", text);

	if (c == NULL && text.n == 2)
		c = find_coded("alpha-2", text);
	return c != NULL ? c : country_find(text);
}

/* A total or group by any name; null for a country. */
static const struct country *
find_total(struct str text)
{
	const struct country *c = find_any(text);

	return c != NULL && (c->kind == KIND_WORLD || c->kind == KIND_GROUP) ? c : NULL;
}

/* Schedule C: 0003 and 1XXX are groups; every total has "-". */
static const struct country *
find_schedule_c(struct str text)
{
	const struct country *c = find_coded("schedule-c", text);
	bool group =
	    text.n == 4 && ((text.p[0] == '0' && text.p[1] == '0') || upper(text.p[3]) == 'X');

	return c == NULL && group ? country_find(str_of("G_US")) : c;
}

const struct country *
country_of_source(enum code_system system, struct str text, unsigned *until)
{
	const struct country *c =
	    system == CODES_SCHEDULE_C ? find_schedule_c(text) : find_total(text);

	*until = 0;
	if (c != NULL)
		return c;
	switch (system) {
	case CODES_ANY: c = find_any(text); break;
	case CODES_ALPHA_2: return find_coded("alpha-2", text);
	case CODES_ALPHA_3: c = text.n == 3 && !str_digits(text) ? country_find(text) : NULL; break;
	case CODES_NUMERIC: c = str_digits(text) ? country_find(text) : NULL; break;
	case CODES_OEC: return text.n == 5 ? country_find((struct str){ text.p + 2, 3 }) : NULL;
	case CODES_NAME: c = country_find(text); break;
	case CODES_SCHEDULE_C:
	case CODE_SYSTEMS: break;
	}
	*until = c != NULL ? predecessor_until(text, c) : 0;
	return c;
}

bool
country_ambiguous(struct str name, struct buf *to)
{
	struct table_walk row = table_begin(&table_country_codes);
	char a[KEY_MAX], b[KEY_MAX];
	struct str key = key_of(str_of("ambiguous"), name, a);

	to->n = 0;
	while (key.n > 0 && table_next(&row))
		if (str_eq(key, key_of(row.field[SYSTEM], row.field[CODE], b)))
			buf_printf(
			    to, "%s%.*s", to->n > 0 ? ", " : "", STR_ARG(row.field[COUNTRY]));
	return to->n > 0;
}
