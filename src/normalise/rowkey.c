#include "rowkey.h"

#include "lib/die.h"

enum { FIRST_DETAIL = 1 << (ROWKEY_PARTNER_BITS - 1) }; /* first number with a breakdown */

static noreturn void
fail(void)
{
	die("more than %d different partners", FIRST_DETAIL / 2);
}

uint32_t
rowkey_head_partner(const struct row_head *head)
{
	if (head->partner->number >= FIRST_DETAIL / 2)
		fail();
	return head->partner->number << 1; /* bit 0: does the row have a predecessor's code? */
}

uint32_t
rowkey_detail_partner(struct rowkeys *k, uint32_t partner, const struct row *row)
{
	const struct numtab_key key = { partner, row->detail->number };

	if (row->detail->number == 0)
		return partner;
	uint32_t number = numtab_add(&k->details, key, NULL);
	if (number >= FIRST_DETAIL)
		fail();
	return FIRST_DETAIL + number;
}

void
rowkey_describe(
    const struct rowkeys *k, const struct codebook *b, struct rowkey key, struct buf *to)
{
	struct numtab_key partner = { key.partner, 0 };

	if (key.partner >= FIRST_DETAIL)
		partner = k->details.key[key.partner - FIRST_DETAIL];
	struct str party = codebook_party_of(b, (uint32_t)partner.a >> 1)->code;
	struct str commodity = codebook_commodity_of(b, key.commodity)->code;
	const struct detail *d = codebook_detail_of(b, (uint32_t)partner.b);
	series_describe(&k->series.series[key.series], to);
	buf_printf(
	    to, " %.*s %.*s%s", STR_ARG(party), STR_ARG(commodity), partner.a & 1 ? " p" : "");
	if (k->detail)
		buf_printf(to, " %.*s %.*s %.*s %.*s", STR_ARG(d->partner2), STR_ARG(d->customs),
		    STR_ARG(d->mode), STR_ARG(d->transport));
}

void
rowkeys_free(struct rowkeys *k)
{
	series_free(&k->series);
	numtab_free(&k->details);
}
