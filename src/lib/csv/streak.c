#include "streak.h"

/*
 * The offset in the line at which the last key column ends; 0 if it is quoted or the last column.
 */
static size_t
key_end(struct str raw, const struct str *field, const struct column_list *key)
{
	size_t last = 0;

	for (size_t i = 0; i < key->n; i++)
		if (key->at[i] > last)
			last = key->at[i];
	/* no comma follows a quoted field, and a decoded one is not inside the line */
	uintptr_t end = (uintptr_t)(field[last].p + field[last].n) - (uintptr_t)raw.p;
	return end < raw.n && raw.p[end] == ',' ? end : 0;
}

void
streak_begin(
    struct streak *s, struct str raw, const struct str *field, const struct column_list *key)
{
	size_t end = key_end(raw, field, key);

	s->begin.n = 0;
	if (end > 0)
		buf_add(&s->begin, (struct str){ raw.p, end + 1 });
}

void
streak_free(struct streak *s)
{
	buf_free(&s->begin);
}
