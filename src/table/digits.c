#include "digits.h"

#include "lib/die.h"
#include "lib/opts.h"

/* Sets the decimals of the columns of that name; an unknown one is misuse. */
static void
set_column(struct grid *g, struct str name, int digits)
{
	bool found = false;

	for (size_t i = 0; i < g->columns; i++)
		if (str_eq(g->column[i].source, name) || str_eq(g->column[i].name, name)) {
			g->column[i].digits = digits;
			found = true;
		}
	if (!found)
		(void)grid_need(g, "digits", name);
}

static void
set_all(struct grid *g, int digits)
{
	for (size_t i = 0; i < g->columns; i++)
		if (g->column[i].numeric && g->column[i].digits < 0)
			g->column[i].digits = digits;
}

/* Sets the decimals that an item asks for, "COL=N" or "N". */
static void
set_item(struct grid *g, struct str item)
{
	struct buf number = { 0 };
	size_t equals = item.n;

	while (equals > 0 && item.p[equals - 1] != '=')
		equals--;
	buf_add(&number, (struct str){ item.p + equals, item.n - equals });
	int digits = (int)opts_number("digits", buf_text(&number), 0, DEC_DECIMALS);
	if (equals > 0)
		set_column(g, (struct str){ item.p, equals - 1 }, digits);
	else
		set_all(g, digits);
	buf_free(&number);
}

/*
 * Appends to `to` what rounds, to fewer than nine decimals, as `s` does: its first nine decimals,
 * of which the last says whether more follow, so that no tie is made by rounding twice.
 */
static void
shorten(struct str s, struct buf *to)
{
	const char *point = s.n > 0 ? memchr(s.p, '.', s.n) : NULL;
	size_t end = point != NULL ? (size_t)(point - s.p) + 1 + DEC_DECIMALS : s.n;
	bool more = false;

	if (end >= s.n || memchr(s.p, 'e', s.n) != NULL || memchr(s.p, 'E', s.n) != NULL)
		end = s.n;
	for (size_t i = end; i < s.n; i++)
		more = more || s.p[i] != '0';
	buf_add(to, (struct str){ s.p, end });
	if (more && (to->p[end - 1] == '0' || to->p[end - 1] == '5'))
		to->p[end - 1]++;
}

static void
round_cell(struct arena *a, struct str *cell, unsigned digits)
{
	char text[DEC_TEXT];
	struct buf short_enough = { 0 };
	dec x;

	if (digits < DEC_DECIMALS)
		shorten(*cell, &short_enough);
	else
		buf_add(&short_enough, *cell);
	if (dec_parse(buf_str(&short_enough), &x) == DEC_OK)
		*cell = arena_copy(a, (struct str){ text, dec_print_fixed(text, x, digits) });
	buf_free(&short_enough);
}

void
digits_check(struct grid *g, const char *list)
{
	struct str rest = str_of(list), item;

	while (str_split(&rest, ',', &item))
		set_item(g, item);
}

void
digits_round(struct grid *g, const char *list)
{
	digits_check(g, list);
	for (size_t r = 0; r < g->rows; r++)
		for (size_t c = 0; c < g->columns; c++)
			if (g->column[c].digits >= 0 && grid_row(g, r)[c].n > 0)
				round_cell(
				    &g->text, &grid_row(g, r)[c], (unsigned)g->column[c].digits);
}
