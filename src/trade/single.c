#include "single.h"

#include "lib/die.h"
#include "roles.h"

void
single_begin(struct single *s, const struct columns *c, const struct column_list *within,
    const struct column_list *measures)
{
	static const char *const side[] = { "partner", "reporter" };

	if (columns_want(c, "flags") == COLUMN_NONE)
		return;
	for (size_t i = 0; i < within->n; i++)
		column_list_add(&s->key, within->at[i]);
	for (size_t i = 0; i < sizeof side / sizeof *side; i++) {
		int at = columns_want(c, side[i]);
		if (at == COLUMN_NONE || column_list_has(within, (size_t)at))
			continue;
		column_list_add(&s->key, (size_t)at);
		s->watching = (size_t)at < roles_first_measure(c, measures);
		return;
	}
}

void
single_look(struct single *s, const struct str *field)
{
	bool fresh;

	if (!s->watching)
		return;
	column_list_key(&s->key, field, &s->row);
	keytab_add(&s->seen, buf_str(&s->row), &fresh);
	if (fresh)
		return;
	key_say(&s->twice, buf_str(&s->row));
	keytab_free(&s->seen);
	s->watching = false;
}

void
single_warn(const struct single *s, const char *each)
{
	struct buf said = s->twice;

	if (said.n > 0)
		warn("%s stands in several rows, of which each %s: %saggregate comes first", buf_text(&said),
		    each, prog_prefix());
}

void
single_free(struct single *s)
{
	column_list_free(&s->key);
	keytab_free(&s->seen);
	buf_free(&s->row);
	buf_free(&s->twice);
}
