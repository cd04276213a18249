#include "examples.h"

enum { NAMED = 5 };

struct buf *
naming_next(struct naming *list)
{
	if (list->n++ >= NAMED)
		return NULL;
	if (list->n > 1)
		buf_add(&list->text, str_of(", "));
	return &list->text;
}

const char *
naming_text(struct naming *list)
{
	if (list->n > NAMED) {
		buf_printf(&list->text, " and %zu more", list->n - NAMED);
		list->n = NAMED; /* said */
	}
	return buf_text(&list->text);
}

void
naming_free(struct naming *list)
{
	buf_free(&list->text);
}
