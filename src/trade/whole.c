#include "whole.h"

#include "flags.h"
#include "lib/die.h"
#include "lib/num/ratio.h"
#include "roles.h"

/* Finds the first column that share printed, in per cent or as a fraction. */
static void
find_shares(struct whole *w, const struct columns *c)
{
	for (size_t i = 0; i < c->n; i++) {
		bool per_cent = str_ends(c->name[i], str_of("share_pct"));
		if (!per_cent && !str_ends(c->name[i], str_of("share")))
			continue;
		w->share = (int)i;
		w->scale = per_cent ? 100 * DEC_ONE : DEC_ONE;
		return;
	}
}

void
whole_begin(struct whole *w, const struct columns *c, const struct column_list *grouping,
    const struct column_list *measures)
{
	int partner = columns_want(c, "partner");

	w->flags = w->rank = w->share = COLUMN_NONE;
	w->measure = c->name[measures->at[0]];
	if (w->consent)
		return;
	if (partner < 0 || !column_list_has(grouping, (size_t)partner))
		w->flags = columns_want(c, "flags");
	w->rank = columns_want(c, "rank");
	if (w->rank < 0)
		return;
	find_shares(w, c);
	roles_identity(&w->describing, c, NULL, measures);
}

static bool
is_others(const struct whole *w, const struct str *field)
{
	for (size_t i = 0; i < w->describing.n; i++)
		if (str_is(field[w->describing.at[i]], "OTHERS"))
			return true;
	return false;
}

static void
add_share(struct whole *w, struct str cell)
{
	const char *point = cell.n > 0 ? memchr(cell.p, '.', cell.n) : NULL;
	unsigned decimals = point != NULL ? (unsigned)(cell.p + cell.n - point - 1) : 0;
	dec x = 0;

	w->unread |= dec_parse(cell, &x) != DEC_OK || !dec_add(&w->shares, x);
	w->decimals = decimals > w->decimals ? decimals : w->decimals;
}

void
whole_add_checked(struct whole *w, const struct str *field, dec value)
{
	bool selected = w->flags >= 0 && flags_have(field[w->flags], 'x');
	dec known = value > 0 ? value : 0;

	w->rows++;
	w->selected += selected;
	(void)dec_add(&w->value, known);
	if (selected)
		(void)dec_add(&w->selected_value, known);
	if (w->rank < 0 || w->others)
		return;
	w->others = is_others(w, field);
	if (w->share >= 0)
		add_share(w, field[w->share]);
}

void
whole_refuse_selected(const struct whole *w, const char *advice)
{
	char per_cent[DEC_TEXT] = "0";

	if (w->selected == 0)
		return;
	if (w->value > 0)
		ratio_print(per_cent, (struct ratio){ w->selected_value, w->value }, 2, 1);
	die("%llu of %llu row%s (%s %% of %.*s) are of selected partners (flag x), without the others "
	    "of their group: %s, or consent with --selected",
	    (unsigned long long)w->selected, (unsigned long long)w->rows, plural(w->rows), per_cent,
	    STR_ARG(w->measure), advice);
}

/* Do the printed shares add up to 100 per cent, or 1, for each group, but for their rounding? */
static bool
shares_add_up(const struct whole *w, uint64_t groups)
{
	dec unit = DEC_ONE, whole = (dec)groups * w->scale, gap;

	if (w->share < 0 || w->unread || w->decimals > DEC_DECIMALS)
		return false;
	for (unsigned i = 0; i < w->decimals; i++)
		unit /= 10;
	gap = w->shares > whole ? w->shares - whole : whole - w->shares;
	return gap <= (dec)w->rows * unit / 2;
}

void
whole_refuse_cut(const struct whole *w, uint64_t groups)
{
	if (w->rank < 0 || w->rows == 0 || w->others || shares_add_up(w, groups))
		return;
	die("the input was cut: it has a column 'rank', and no row OTHERS with the rest; run %s before "
	    "%srank, cut with rank --others, or consent with --selected",
	    prog_name(), prog_prefix());
}

void
whole_free(struct whole *w)
{
	column_list_free(&w->describing);
}
