#include "rowkey.h"

#include <stdlib.h>

#include "lib/die.h"

enum { FIRST_DETAIL = 1 << (ROWKEY_PARTNER_BITS - 1) }; /* the partners with breakdowns follow */

/* Makes `items[number]` part of a list whose places that are not in use yet are zero. */
static void
reach(void *items, size_t *cap, size_t number, size_t size)
{
	char *list;

	if (number < *cap)
		return;
	size_t old = *cap;
	*cap = number + number / 2 + 64;
	memcpy(&list, items, sizeof list);
	list = mem_resize(list, *cap, size);
	memset(list + old * size, 0, (*cap - old) * size);
	memcpy(items, &list, sizeof list);
}

static noreturn void
fail(void)
{
	die("more than %d different partners", FIRST_DETAIL);
}

static uint32_t
number_with_detail(struct rowkeys *k, const struct row *row, struct rowkey_partner partner)
{
	const struct numtab_key key = { row->partner->number,
		(uint64_t)row->detail->number << 1 | partner.predecessor };
	bool fresh;
	uint32_t number = numtab_add(&k->details, key, &fresh);

	if (number >= FIRST_DETAIL)
		fail();
	reach(&k->partner_of_detail, &k->detail_cap, number, sizeof *k->partner_of_detail);
	k->partner_of_detail[number] = partner;
	return FIRST_DETAIL + number;
}

/* Notes what the numbers of a key stand for. */
static void
remember(struct rowkeys *k, struct rowkey key, const struct row *row, struct rowkey_partner partner)
{
	if (key.partner >= FIRST_DETAIL)
		fail();
	reach(&k->commodity, &k->commodity_cap, key.commodity, sizeof *k->commodity);
	k->commodity[key.commodity] = row->commodity;
	reach(&k->partner, &k->partner_cap, key.partner, sizeof *k->partner);
	k->partner[key.partner] = partner;
}

struct rowkey
rowkey_of(struct rowkeys *k, const struct row *row, uint32_t series)
{
	const struct rowkey_partner partner = { row->partner, row->detail,
		(row->flags & FLAG_PREDECESSOR) != 0 };
	struct rowkey key = { series, row->partner->number * 2 + partner.predecessor,
		row->commodity->number };
	bool known = key.partner < k->partner_cap && k->partner[key.partner].party != NULL &&
		     key.commodity < k->commodity_cap && k->commodity[key.commodity] != NULL;

	if (!known)
		remember(k, key, row, partner);
	if (k->detail && row->detail->number != 0)
		key.partner = number_with_detail(k, row, partner);
	return key;
}

struct str
rowkey_code(const struct rowkeys *k, uint32_t commodity)
{
	return k->commodity[commodity]->code;
}

void
rowkey_say(const struct rowkeys *k, struct rowkey key, struct buf *to)
{
	const struct rowkey_partner *p = key.partner >= FIRST_DETAIL
					     ? &k->partner_of_detail[key.partner - FIRST_DETAIL]
					     : &k->partner[key.partner];
	struct str code = rowkey_code(k, key.commodity);

	series_say(&k->series.series[key.series], to);
	buf_printf(
	    to, " %.*s %.*s%s", STR_ARG(p->party->code), STR_ARG(code), p->predecessor ? " p" : "");
	if (k->detail)
		buf_printf(to, " %.*s %.*s %.*s %.*s", STR_ARG(p->detail->partner2),
		    STR_ARG(p->detail->customs), STR_ARG(p->detail->mode),
		    STR_ARG(p->detail->transport));
}

void
rowkeys_free(struct rowkeys *k)
{
	series_free(&k->series);
	numtab_free(&k->details);
	free(k->partner);
	free(k->partner_of_detail);
	free(k->commodity);
}
