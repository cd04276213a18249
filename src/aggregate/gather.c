#include "gather.h"

void
gather_begin(struct gather *g, const struct fold_plan *plan,
    void each(void *to, struct str key, const char *cells), void *to)
{
	*g = (struct gather){ .plan = plan, .each = each, .to = to };
}

static void
pass_on(struct gather *g)
{
	if (g->any)
		g->each(g->to, buf_str(&g->key), g->cells.p);
	g->any = false;
}

void
gather_add(struct gather *g, struct str key, const char *cells)
{
	if (g->any && str_eq(buf_str(&g->key), key)) {
		cells_fold(g->plan, g->cells.p, cells);
		return;
	}
	pass_on(g);
	g->key.n = g->cells.n = 0;
	buf_add(&g->key, key);
	buf_add(&g->cells, (struct str){ cells, cells_size(g->plan) });
	g->any = true;
}

void
gather_end(struct gather *g)
{
	pass_on(g);
	buf_free(&g->key);
	buf_free(&g->cells);
}
