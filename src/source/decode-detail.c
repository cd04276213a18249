#include "decode-detail.h"

#include "cell.h"

/* One breakdown dimension; `total` replaces all other ways to write the total. */
static struct str
dimension(struct str cell, const char *total)
{
	bool is_total = cell_is_missing(cell) || str_is(cell, "0") || str_is(cell, total);

	return is_total ? str_of(total) : cell;
}

/* The second partner as our code; NA is none, not Namibia. */
static struct str
second_partner(struct decoder *d, struct str cell)
{
	const struct party *known = memo_find(&d->partners, cell);
	unsigned until;
	const struct country *second = cell_is_missing(cell) ? NULL
				       : known != NULL       ? known->country
						       : country_of_source(CODES_ANY, cell, &until);

	return second != NULL ? second->code : cell;
}

/* The breakdown that the cells describe; not interned yet. False if one is not text. */
static bool
read_detail(struct decoder *d, const struct cells *c, struct detail *detail)
{
	static const enum role roles[] = { ROLE_PARTNER2, ROLE_CUSTOMS, ROLE_MODE, ROLE_TRANSPORT };
	struct str cell[4];

	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		if (!cell_code(c->cell[roles[i]], &d->breakdown[i], &cell[i]))
			return false;
		cell[i] = cell_without_fraction(cell[i]);
	}
	bool no_mode = str_is(cell[2], "-1") || str_is(cell[2], "-1.0");
	*detail = (struct detail){
		.partner2 = dimension(second_partner(d, cell[0]), "W00"),
		.customs = dimension(cell[1], "C00"),
		.mode = dimension(no_mode ? str_of("0") : cell[2], "0"),
		.transport = dimension(cell[3], "0"),
	};
	return true;
}

const char *
decode_detail(struct decoder *d, const struct cells *c, struct row *row, struct buf *why)
{
	struct detail detail;

	if (!read_detail(d, c, &detail)) {
		why->n = 0;
		buf_printf(why, "a breakdown code is not valid text");
		return buf_text(why);
	}
	row->detail = codebook_detail(d->book, detail);
	return NULL;
}
