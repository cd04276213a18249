#include "basket.h"

#include <stdlib.h>

#include "basket-table.h"
#include "lib/hash/keytab.h"

enum { UNION, MEMBER };                   /* basket-unions.csv */
enum { FIRST_KNOWN = 0, LAST_KNOWN = 6 }; /* H0..H6: the editions published so far */

bool
basket_add_code(struct basket *b, struct str edition, struct str code)
{
	char text[HS_MAX + 1];
	int number = hs_edition(edition);

	if (!hs_parse(code, text) || strlen(text) < 2)
		return false;
	if (edition.n == 0) {
		hs_set_add_code(&b->every, code);
		return true;
	}
	if (number < 0)
		return false;
	b->by_edition = true;
	hs_set_add_code(&b->edition[number], code);
	return true;
}

bool
basket_includes(struct str name, struct str part)
{
	struct table_walk row = table_begin(&table_basket_unions);

	if (str_eq(name, part))
		return true;
	while (table_next(&row))
		if (str_eq(row.field[UNION], name) && str_eq(row.field[MEMBER], part))
			return true;
	return false;
}

bool
basket_add(struct basket *b, struct str name)
{
	struct table_walk row = table_begin(&table_baskets);
	struct str last = { "", 0 };
	bool found = false, included = false;

	while (table_next(&row)) { /* sorted by basket */
		if (!str_eq(row.field[BASKET], last))
			included = basket_includes(name, row.field[BASKET]);
		last = row.field[BASKET];
		found |= included;
		if (included)
			basket_add_code(b, row.field[EDITION], row.field[CODE]);
	}
	return found;
}

static bool
same_codes(const struct hs_set *a, const struct hs_set *b)
{
	for (size_t i = 0; i < a->n; i++)
		if (!hs_set_names(b, a->range[i].from))
			return false;
	for (size_t i = 0; i < b->n; i++)
		if (!hs_set_names(a, b->range[i].from))
			return false;
	return true;
}

/* Are the codes the same in every published edition? Compares once. */
static bool
same_across(struct basket *b)
{
	if (b->across == NOT_COMPARED) {
		b->across = SAME;
		for (int e = FIRST_KNOWN + 1; e <= LAST_KNOWN; e++)
			if (!same_codes(&b->edition[FIRST_KNOWN], &b->edition[e]))
				b->across = DIFFERENT;
	}
	return b->across == SAME;
}

enum basket_match
basket_match(struct basket *b, struct str edition, struct str code)
{
	enum hs_match m = hs_set_match(&b->every, code);

	if (m != HS_YES && b->by_edition) {
		int e = FIRST_KNOWN;
		if (edition.n == 0 && !same_across(b))
			return BASKET_AMBIGUOUS;
		if (edition.n > 0)
			e = hs_edition_exact(edition);
		if (e < 0 || b->edition[e].n == 0)
			return BASKET_NO_EDITION;
		b->seen[e] = true;
		enum hs_match own = hs_set_match(&b->edition[e], code);
		if (own != HS_NO)
			m = own;
	}
	return m == HS_YES ? BASKET_YES : m == HS_COARSER ? BASKET_COARSER : BASKET_NO;
}

bool
basket_touches(const struct basket *b, int edition, struct str code)
{
	return hs_set_compare(&b->every, code) != HS_NO ||
	       hs_set_compare(&b->edition[edition], code) != HS_NO;
}

/* Adds those codes of the set to `codes` that rows matched, or did not match. */
static void
collect(const struct hs_set *set, bool matched, struct keytab *codes)
{
	for (size_t i = 0; i < set->n; i++)
		if (set->range[i].matched == matched)
			keytab_add(codes, str_of(set->range[i].from), NULL);
}

const char *
basket_unmatched(const struct basket *b, struct buf *to)
{
	struct keytab matched = { 0 }, unmatched = { 0 };

	to->n = 0;
	for (int k = 0; k <= HS_EDITIONS; k++) {
		const struct hs_set *set = k < HS_EDITIONS ? &b->edition[k] : &b->every;
		collect(set, true, &matched);
		if (k == HS_EDITIONS || b->seen[k])
			collect(set, false, &unmatched);
	}
	size_t *order = keytab_sorted(&unmatched);
	for (size_t i = 0; i < unmatched.n; i++)
		if (keytab_find(&matched, unmatched.key[order[i]]) == SIZE_MAX)
			buf_printf(
			    to, "%s%.*s", to->n > 0 ? ", " : "", STR_ARG(unmatched.key[order[i]]));
	free(order);
	keytab_free(&matched);
	keytab_free(&unmatched);
	return to->n > 0 ? buf_text(to) : NULL;
}

void
basket_free(struct basket *b)
{
	for (int e = 0; e < HS_EDITIONS; e++)
		hs_set_free(&b->edition[e]);
	hs_set_free(&b->every);
}
