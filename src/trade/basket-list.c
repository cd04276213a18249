#include <stdlib.h>

#include "basket-table.h"
#include "basket.h"
#include "hs-goods.h"
#include "lib/csv/csvout.h"
#include "lib/hash/keytab.h"

enum { NAME, LABEL }; /* basket-labels.csv */

/* The codes of a basket: all, and those of each edition as goods. */
struct contents {
	struct keytab codes;
	struct hs_goods goods[HS_LISTED];
};

static void
collect(struct str name, struct contents *c)
{
	struct table_walk row = table_begin(&table_baskets);
	struct str last = { "", 0 };
	bool included = false;

	while (table_next(&row)) { /* sorted by basket */
		if (!str_eq(row.field[BASKET], last))
			included = basket_includes(name, row.field[BASKET]);
		last = row.field[BASKET];
		if (!included)
			continue;
		keytab_add(&c->codes, row.field[CODE], NULL);
		struct hs_span span = hs_list_find(row.field[CODE]);
		int edition = hs_edition(row.field[EDITION]);
		for (size_t i = span.from; i < span.to && edition < HS_LISTED; i++)
			hs_goods_add(&c->goods[edition], i);
	}
}

/*
 * Says in which editions the basket holds the same goods: "unbroken" in all, "unbroken H4-H6" in
 * the last such span of two or more, or "broken".
 */
static void
describe_series(const struct contents *c, struct buf *to)
{
	struct hs_goods moved = { { 0 } };
	int from, last = HS_LISTED - 1;

	for (from = last; from > 0; from--) {
		if (!hs_goods_differ(&c->goods[from - 1], from - 1, &c->goods[from], from, &moved))
			continue;
		if (from < last)
			break;
		last = from - 1; /* a span of one edition */
	}
	to->n = 0;
	if (from == last)
		buf_add(to, str_of("broken"));
	else
		buf_add(to, str_of("unbroken"));
	if (from != last && (from > 0 || last < HS_LISTED - 1))
		buf_printf(to, " %.*s-%.*s", STR_ARG(hs_edition_name(from)),
		    STR_ARG(hs_edition_name(last)));
}

/* Writes the codes in order, with blanks between them. */
static void
write_codes(const struct keytab *codes, struct buf *text)
{
	size_t *order = keytab_sorted(codes);

	text->n = 0;
	for (size_t i = 0; i < codes->n; i++) {
		if (i > 0)
			buf_add_byte(text, ' ');
		buf_add(text, codes->key[order[i]]);
	}
	free(order);
	csvout_field(buf_str(text));
}

void
basket_list(void)
{
	struct table_walk row = table_begin(&table_basket_labels);
	struct buf text = { 0 };

	csvout_raw(str_of("basket,series,codes,label"));
	csvout_end_record();
	while (table_next(&row)) {
		struct contents c = { 0 };
		collect(row.field[NAME], &c);
		describe_series(&c, &text);
		csvout_field(row.field[NAME]);
		csvout_field(buf_str(&text));
		write_codes(&c.codes, &text);
		csvout_field(row.field[LABEL]);
		csvout_end_record();
		keytab_free(&c.codes);
	}
	buf_free(&text);
}

const char *
basket_names(struct buf *to)
{
	struct table_walk row = table_begin(&table_basket_labels);

	to->n = 0;
	while (table_next(&row)) {
		if (to->n > 0)
			buf_add(to, str_of(", "));
		buf_add(to, row.field[NAME]);
	}
	return buf_text(to);
}
