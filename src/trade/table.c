#include "table.h"

struct table_walk
table_begin(const struct table *t)
{
	struct table_walk w = { .rest = { t->text, t->n } };
	struct str header;

	str_split(&w.rest, '\n', &header);
	return w;
}

bool
table_next(struct table_walk *w)
{
	struct str line, field;

	if (!str_split(&w->rest, '\n', &line) || line.n == 0)
		return false;
	for (size_t i = 0; i < TABLE_FIELDS; i++)
		w->field[i] = str_split(&line, ',', &field) ? field : (struct str){ "", 0 };
	return true;
}
