#include "examples.h"

enum { NAMED = 5 };

struct buf *
examples_next(struct examples *list)
{
	if (list->n++ >= NAMED)
		return NULL;
	if (list->n > 1)
		buf_add(&list->text, str_of(", "));
	return &list->text;
}

const char *
examples_text(struct examples *list)
{
	if (list->n > NAMED) {
		buf_printf(&list->text, " and %zu more", list->n - NAMED);
		list->n = NAMED; /* append this once */
	}
	return buf_text(&list->text);
}

void
examples_free(struct examples *list)
{
	buf_free(&list->text);
}
