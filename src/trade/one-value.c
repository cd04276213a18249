#include "one-value.h"

#include "lib/die.h"

struct one_value
one_value_watch(const struct columns *columns, const char *name, bool apart)
{
	return (struct one_value){ .at = apart ? COLUMN_NONE : columns_want(columns, name) };
}

static void
become(struct buf *b, struct str value)
{
	b->n = 0;
	buf_add(b, value);
}

bool
one_value_holds(struct one_value *w, const struct str *field)
{
	if (w->at == COLUMN_NONE)
		return true;
	struct str value = field[w->at];
	if (!w->several && w->seen && str_eq(buf_str(&w->least), value))
		return true;
	if (!w->seen || str_cmp(value, buf_str(&w->least)) < 0)
		become(&w->least, value);
	if (!w->seen || str_cmp(value, buf_str(&w->most)) > 0)
		become(&w->most, value);
	w->several = w->seen;
	w->seen = true;
	return !w->several;
}

void
one_value_warn(const struct one_value *w, const char *column, const char *option)
{
	struct str least = buf_str(&w->least), most = buf_str(&w->most);

	if (w->several)
		warn("%s is not in %s and holds several values, such as %.*s and %.*s: sums are over all of them",
		    column, option, STR_ARG(least), STR_ARG(most));
}

void
one_value_free(struct one_value *w)
{
	buf_free(&w->least);
	buf_free(&w->most);
}
