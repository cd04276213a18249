#include "hs.h"

#include <stdlib.h>

#include "lib/die.h"

bool
hs_parse(struct str s, char to[HS_MAX + 1])
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = upper(s.p[i]);
		/* only between pairs of digits: "10121.0" is a number that lost its leading zero */
		if (c == '.' && n > 0 && n % 2 == 0 && i + 2 < s.n && is_digit(s.p[i + 1]) &&
		    is_digit(s.p[i + 2]))
			continue;
		if (n == HS_MAX || (!is_digit(c) && !(c >= 'A' && c <= 'Z')))
			return false;
		to[n++] = c;
	}
	to[n] = '\0';
	return n > 0;
}

int
hs_edition(struct str s)
{
	static const char *const year[] = { "1992", "1996", "2002", "2007", "2012", "2017",
		"2022" };

	if (s.n == 2 && upper(s.p[0]) == 'H' && is_digit(s.p[1]))
		return s.p[1] - '0';
	if (s.n < 4 || upper(s.p[0]) != 'H' || upper(s.p[1]) != 'S')
		return -1;
	s = (struct str){ s.p + 2, s.n - 2 };
	for (size_t i = 0; i < sizeof year / sizeof *year; i++)
		if (str_is(s, year[i]) || str_is(s, year[i] + 2))
			return (int)i;
	return -1;
}

struct str
hs_edition_name(int edition)
{
	static const char name[HS_EDITIONS][3] = { "H0", "H1", "H2", "H3", "H4", "H5", "H6", "H7",
		"H8", "H9" };

	return (struct str){ name[edition], 2 };
}

/* The heading of a code, padded with `fill` if it is shorter; -1 if it is not a number. */
static int
heading_of(const char *code, size_t n, char fill)
{
	char digit[4];

	for (size_t i = 0; i < sizeof digit; i++)
		digit[i] = i < n ? code[i] : fill;
	return hs_heading(digit);
}

static void
add_range(struct hs_set *set, const char *from, const char *to)
{
	mem_grow(&set->range, &set->cap, set->n, sizeof *set->range);
	struct hs_range *r = &set->range[set->n++];
	*r = (struct hs_range){ .n = strlen(from) };
	memcpy(r->from, from, r->n + 1);
	memcpy(r->to, to, r->n + 1);
	int first = heading_of(from, r->n, '0'), last = heading_of(to, r->n, '9');
	set->open |= first < 0 || last < 0;
	for (int h = first; !set->open && h <= last; h++)
		set->heading[h / 64] |= (uint64_t)1 << (h % 64);
}

void
hs_set_add_code(struct hs_set *set, struct str code)
{
	char text[HS_MAX + 1];

	if (hs_parse(code, text))
		add_range(set, text, text);
}

void
hs_set_add_all(struct hs_set *set, const struct hs_set *other)
{
	for (size_t i = 0; i < other->n; i++) {
		const struct hs_range *r = &other->range[i];
		size_t k = 0;
		while (k < set->n && (strcmp(set->range[k].from, r->from) != 0 ||
					 strcmp(set->range[k].to, r->to) != 0))
			k++;
		if (k == set->n)
			add_range(set, r->from, r->to);
	}
}

/* Parses a code of an option. An HS code has a digit or is TOTAL: "magnets" is none. */
static bool
parse_option(struct str part, bool of_hs, char to[HS_MAX + 1])
{
	if (!hs_parse(part, to) || strlen(to) < 2)
		return false;
	return !of_hs || to[strcspn(to, "0123456789")] != '\0' || strcmp(to, "TOTAL") == 0;
}

static const char *
add_part(struct hs_set *set, struct str part, bool of_hs, struct buf *why)
{
	char from[HS_MAX + 1], to[HS_MAX + 1];
	const char *dash = part.n > 0 ? memchr(part.p, '-', part.n) : NULL;
	size_t n = dash != NULL ? (size_t)(dash - part.p) : part.n;

	why->n = 0;
	if (!parse_option((struct str){ part.p, n }, of_hs, from)) {
		const char *what =
		    !of_hs  ? "code of two or more letters or digits; --where selects by a cell"
		    : n > 2 ? "commodity code, such as 2846 or 280530"
			    : "commodity code";
		buf_printf(why, "'%.*s' is not a %s", STR_ARG(part), what);
		if (of_hs && n > 2)
			buf_printf(why, "; select a basket with -b");
		return buf_text(why);
	}
	if (dash == NULL) {
		add_range(set, from, from);
		return NULL;
	}
	if (!hs_parse((struct str){ dash + 1, part.n - n - 1 }, to) || strlen(from) != strlen(to) ||
	    !str_digits(str_of(from)) || !str_digits(str_of(to)) || strcmp(from, to) > 0) {
		buf_printf(why,
		    "'%.*s' is not a range of codes: two numbers of equal length, the lower first",
		    STR_ARG(part));
		return buf_text(why);
	}
	add_range(set, from, to);
	return NULL;
}

const char *
hs_set_add(struct hs_set *set, const char *list, bool of_hs, struct buf *why)
{
	struct str rest = str_of(list), part;
	const char *wrong = NULL;

	while (wrong == NULL && str_split(&rest, ',', &part))
		wrong = add_part(set, str_trim(part), of_hs, why);
	return wrong;
}

static enum hs_match
match_range(const struct hs_range *r, struct str code)
{
	size_t n = code.n < r->n ? code.n : r->n;

	if (memcmp(code.p, r->from, n) < 0 || memcmp(code.p, r->to, n) > 0)
		return HS_NO;
	return code.n < r->n ? HS_COARSER : HS_YES;
}

/* How the set matches a code; HS_YES sets `at` to the first range that covers it. */
static enum hs_match
find_range(const struct hs_set *set, struct str code, size_t *at)
{
	enum hs_match best = HS_NO;

	if (code.n == 0)
		return HS_NO;
	for (*at = 0; *at < set->n; ++*at) {
		enum hs_match m = match_range(&set->range[*at], code);
		if (m == HS_YES)
			return HS_YES;
		if (m == HS_COARSER)
			best = HS_COARSER;
	}
	return str_is(code, "TOTAL") ? HS_COARSER : best;
}

enum hs_match
hs_set_compare(const struct hs_set *set, struct str code)
{
	size_t at;

	return find_range(set, code, &at);
}

enum hs_match
hs_set_match_slowly(struct hs_set *set, struct str code)
{
	size_t at;
	enum hs_match m = find_range(set, code, &at);

	if (m == HS_YES)
		set->range[at].matched = true;
	return m;
}

bool
hs_set_names(const struct hs_set *set, const char *code)
{
	for (size_t i = 0; i < set->n; i++)
		if (strcmp(set->range[i].from, code) == 0 && strcmp(set->range[i].to, code) == 0)
			return true;
	return false;
}

void
hs_set_free(struct hs_set *set)
{
	free(set->range);
	*set = (struct hs_set){ 0 };
}
