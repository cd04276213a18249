#include "grouped.h"

#include "roles.h"

void
grouped_begin(struct grouped *g, const struct columns *c, const char *within, bool sorted,
    void write(void *owner), void *owner)
{
	*g = (struct grouped){ .sorted = sorted, .write = write, .owner = owner };
	roles_within(&g->within, c, within);
}

/* For --sorted: writes the held group if the current row is of a later one; an earlier one is an
 * error. */
static void
end_group(struct grouped *g, const struct tablein *in)
{
	int order = str_cmp(buf_str(&g->key), buf_str(&g->next));

	if (order > 0)
		tablein_die(in, "the input is not sorted by group, as --sorted requires");
	if (order < 0)
		g->write(g->owner);
}

void
grouped_turn(struct grouped *g, const struct tablein *in, struct str raw)
{
	const struct str *field = tablein_fields(in);

	column_list_key(&g->within, field, &g->next);
	streak_begin(&g->streak, raw, field, &g->within);
	if (g->any && g->sorted)
		end_group(g, in);
	struct buf spare = g->key;
	g->key = g->next;
	g->next = spare;
	g->any = true;
}

void
grouped_free(struct grouped *g)
{
	column_list_free(&g->within);
	streak_free(&g->streak);
	buf_free(&g->key);
	buf_free(&g->next);
}
