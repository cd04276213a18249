#include "grouped.h"

#include "roles.h"

void
grouped_begin(struct grouped *g, const struct columns *c, const char *within, bool sorted,
    void write(void *owner), void *owner)
{
	*g = (struct grouped){ .sorted = sorted, .write = write, .owner = owner };
	roles_within(&g->within, c, within);
}

/* For --sorted: writes the held group. The current row begins the next, which must sort after. */
static void
end_group(struct grouped *g, const struct tablein *in)
{
	if (str_cmp(buf_str(&g->key), buf_str(&g->next)) > 0)
		tablein_die(in, "the input is not sorted by group, as --sorted requires");
	g->write(g->owner);
}

bool
grouped_turns_slowly(struct grouped *g, const struct tablein *in)
{
	const struct str *field = tablein_fields(in);

	column_list_key(&g->within, field, &g->next);
	streak_begin(&g->streak, tablein_raw(in), field, &g->within);
	if (g->any && str_eq(buf_str(&g->key), buf_str(&g->next)))
		return false;
	if (g->any && g->sorted)
		end_group(g, in);
	struct buf spare = g->key;
	g->key = g->next;
	g->next = spare;
	g->any = true;
	return true;
}

void
grouped_free(struct grouped *g)
{
	column_list_free(&g->within);
	streak_free(&g->streak);
	buf_free(&g->key);
	buf_free(&g->next);
}
