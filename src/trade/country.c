#include "country.h"

#include <stdlib.h>

#include "lib/csv/csvout.h"
#include "lib/hash/keytab.h"
#include "table.h"

enum { CODE, NAME, KIND, NUMERIC, FROM, TO, ALIASES, NUMERIC_MAX = 1000, SPELLING_MAX = 128 };

static struct {
	bool loaded;
	struct country *country;
	size_t n, cap;
	uint16_t numeric[NUMERIC_MAX]; /* by numeric code: index of the country + 1, or 0 */
	struct keytab codes;           /* numbered like the countries */
	struct keytab names;           /* folded */
	size_t *named;                 /* by number of the name: the country */
	size_t named_cap;
} all;

static enum country_kind
kind_of(struct str s)
{
	static const char *const kind[] = { "country", "nes", "group", "world" };
	int k = 0;

	while (k < KIND_WORLD && !str_is(s, kind[k]))
		k++;
	return (enum country_kind)k;
}

/*
 * The letter below the accent of a UTF-8 character of two bytes, in lower case: of U+00C0 to
 * U+017F.
 * '\0' for a combining accent, U+0300 to U+036F; the second byte itself for any other character.
 */
static char
plain_letter(unsigned char first, unsigned char second)
{
	static const char base[] =
	    "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
	    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
	    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
	unsigned c = (unsigned)(first & 0x1f) << 6 | (second & 0x3f);

	if (c >= 0x300 && c < 0x370)
		return '\0';
	return c >= 0xc0 && c < 0x180 ? base[c - 0xc0] : (char)second;
}

/*
 * Reduces a name to letters in lower case without accents, digits, and other bytes beyond ASCII: so
 * that composed and decomposed accents, and none, are equal.
 */
static struct str
fold(struct str s, char to[SPELLING_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < s.n && n < SPELLING_MAX; i++) {
		char c = lower(s.p[i]);
		if ((unsigned char)c >= 0xc3 && (unsigned char)c < 0xce && i + 1 < s.n)
			c = plain_letter((unsigned char)c, (unsigned char)s.p[++i]);
		if (is_digit(c) || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80)
			to[n++] = c;
	}
	return (struct str){ to, n };
}

static void
add_name(struct str name, size_t country)
{
	char text[SPELLING_MAX];
	size_t number = keytab_add(&all.names, fold(name, text), NULL);

	mem_grow(&all.named, &all.named_cap, number, sizeof *all.named);
	all.named[number] = country;
}

/* The value of a numeric code, at most NUMERIC_MAX. */
static size_t
number_of(struct str digits)
{
	size_t x = 0;

	for (size_t i = 0; i < digits.n; i++) {
		x = x * 10 + (size_t)(digits.p[i] - '0');
		if (x >= NUMERIC_MAX)
			return NUMERIC_MAX;
	}
	return x;
}

static void
add_country(const struct table_walk *row)
{
	size_t country = keytab_add(&all.codes, row->field[CODE], NULL);
	struct str numeric = row->field[NUMERIC], aliases = row->field[ALIASES], part;

	mem_grow(&all.country, &all.cap, country, sizeof *all.country);
	all.country[country] = (struct country){ row->field[CODE], kind_of(row->field[KIND]),
		numeric, row->field[FROM], row->field[TO], row->field[NAME] };
	all.n = country + 1;
	while (str_split(&numeric, ' ', &part))
		if (part.n > 0)
			all.numeric[number_of(part)] = (uint16_t)(country + 1);
	add_name(row->field[NAME], country);
	while (str_split(&aliases, ';', &part))
		if (part.n > 0)
			add_name(part, country);
}

static void
load(void)
{
	struct table_walk row = table_begin(&table_countries);

	while (table_next(&row))
		add_country(&row);
	all.loaded = true;
}

/* Finds a code as written, or in lower case ("usa"); SIZE_MAX if unknown. */
static size_t
find_code(struct str text)
{
	char capitals[4];
	size_t number = keytab_find(&all.codes, text);

	if (number != SIZE_MAX || text.n > sizeof capitals)
		return number;
	for (size_t i = 0; i < text.n; i++)
		capitals[i] = upper(text.p[i]);
	return keytab_find(&all.codes, (struct str){ capitals, text.n });
}

/* The country with this number, or null. */
static const struct country *
find_number(struct str digits)
{
	size_t x = number_of(digits);

	return x < NUMERIC_MAX && all.numeric[x] > 0 ? &all.country[all.numeric[x] - 1] : NULL;
}

const struct country *
country_find(struct str text)
{
	char folded[SPELLING_MAX];

	if (!all.loaded)
		load();
	const struct country *numbered = str_digits(text) ? find_number(text) : NULL;
	if (numbered != NULL)
		return numbered;
	size_t number = find_code(text);
	if (number != SIZE_MAX)
		return &all.country[number];
	/* regions of M49 have names of three digits: 002, not 2 */
	struct str name = fold(text, folded);
	number = name.n > 0 ? keytab_find(&all.names, name) : SIZE_MAX;
	return number != SIZE_MAX ? &all.country[all.named[number]] : NULL;
}

/* "0", "000", or "0.0", as data frames write it. */
static bool
is_zero(struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] != '0' && text.p[i] != '.')
			return false;
	return true;
}

bool
country_is_world(struct str text)
{
	if (!country_may_be_world(text) || text.n == 0)
		return false;
	if (text.p[0] == '0')
		return is_zero(text) || str_is(text, "001"); /* 001: M49 */
	const struct country *country = country_find(text);
	return country != NULL && country->kind == KIND_WORLD;
}

const struct country *
country_at(size_t place)
{
	if (!all.loaded)
		load();
	return place < all.n ? &all.country[place] : NULL;
}

void
country_offer(struct nearest *n)
{
	struct table_walk row = table_begin(&table_countries);

	while (table_next(&row)) {
		struct str aliases = row.field[ALIASES], part;
		nearest_offer(n, row.field[CODE]);
		nearest_offer(n, row.field[NAME]);
		while (str_split(&aliases, ';', &part))
			nearest_offer(n, part);
	}
}

void
country_list(void)
{
	static const int columns[] = { CODE, NAME, KIND, NUMERIC, FROM, TO };
	struct table_walk row = table_begin(&table_countries);

	csvout_raw(str_of("code,name,kind,numeric,from,to"));
	csvout_end_record();
	while (table_next(&row)) {
		for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
			csvout_field(row.field[columns[i]]);
		csvout_end_record();
	}
}
