#include "basket.h"

#include <stdlib.h>

#include "lib/csv/csvout.h"
#include "lib/hash/keytab.h"
#include "table.h"

enum { BASKET, EDITION, CODE };           /* baskets.csv */
enum { LABEL_BASKET, SERIES, LABEL };     /* basket-labels.csv */
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
basket_add(struct basket *b, struct str name)
{
	struct table_walk row = table_begin(&table_baskets);
	bool found = false;

	while (table_next(&row)) {
		if (!str_eq(row.field[BASKET], name))
			continue;
		found = true;
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

/* The codes of a basket in any edition, sorted and separated by blanks. */
static void
codes_of(struct str name, struct buf *to)
{
	struct table_walk row = table_begin(&table_baskets);
	struct keytab codes = { 0 };

	to->n = 0;
	while (table_next(&row))
		if (str_eq(row.field[BASKET], name))
			keytab_add(&codes, row.field[CODE], NULL);
	size_t *order = keytab_sorted(&codes);
	for (size_t i = 0; i < codes.n; i++) {
		if (i > 0)
			buf_add_byte(to, ' ');
		buf_add(to, codes.key[order[i]]);
	}
	free(order);
	keytab_free(&codes);
}

void
basket_list(void)
{
	struct table_walk row = table_begin(&table_basket_labels);
	struct buf codes = { 0 };

	csvout_raw(str_of("basket,series,codes,label"));
	csvout_end_record();
	while (table_next(&row)) {
		codes_of(row.field[LABEL_BASKET], &codes);
		csvout_field(row.field[LABEL_BASKET]);
		csvout_field(row.field[SERIES]);
		csvout_field(buf_str(&codes));
		csvout_field(row.field[LABEL]);
		csvout_end_record();
	}
	buf_free(&codes);
}

const char *
basket_names(struct buf *to)
{
	struct table_walk row = table_begin(&table_basket_labels);

	to->n = 0;
	while (table_next(&row)) {
		if (to->n > 0)
			buf_add(to, str_of(", "));
		buf_add(to, row.field[LABEL_BASKET]);
	}
	return buf_text(to);
}

void
basket_free(struct basket *b)
{
	for (int e = 0; e < HS_EDITIONS; e++)
		hs_set_free(&b->edition[e]);
	hs_set_free(&b->every);
}
