#include "group.h"

static bool
is_larger(const struct supplier *a, const struct supplier *b)
{
	return a->value != b->value ? a->value > b->value : str_cmp(a->name, b->name) < 0;
}

/* Inserts a supplier into the sorted top. */
static void
insert(struct group *g, struct supplier s)
{
	for (size_t i = 0; i < TOP; i++)
		if (g->top[i].value == 0 || is_larger(&s, &g->top[i])) {
			struct supplier moved = g->top[i];
			g->top[i] = s;
			s = moved;
		}
}

bool
group_add(struct group *g, struct supplier s)
{
	struct wide square = wide_product((udec)s.value, (udec)s.value);

	g->known = true;
	if (s.value == 0)
		return true;
	if (!dec_add(&g->total, s.value))
		return false;
	if (s.unranked) {
		g->unranked += s.value; /* at most the total */
		return true;
	}
	wide_add(&g->squares, &square);
	g->suppliers++;
	insert(g, s);
	return true;
}

bool
floor_admits(const struct floor *f, const struct group *g, dec value)
{
	if (!f->per_cent)
		return value >= f->least;
	/* value / total >= least / (100 * DEC_ONE) */
	struct wide part = wide_product((udec)value, (udec)(100 * DEC_ONE)),
		    least = wide_product((udec)g->total, (udec)f->least);
	return wide_cmp(&part, &least) >= 0;
}
