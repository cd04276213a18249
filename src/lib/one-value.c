#include "one-value.h"

#include "die.h"

struct one_value
one_value_watch(const struct columns *columns, const char *name, bool apart)
{
	return (struct one_value){ .at = apart ? COLUMN_NONE : columns_want(columns, name) };
}

bool
one_value_holds(struct one_value *w, const struct str *field)
{
	if (w->at == COLUMN_NONE)
		return true;
	struct str value = field[w->at];
	if (!w->seen) {
		buf_add(&w->first, value);
		w->seen = true;
	}
	bool same = str_eq(buf_str(&w->first), value);
	if (!same && w->other.n == 0)
		buf_add(&w->other, value);
	return same;
}

void
one_value_warn(const struct one_value *w, const char *column, const char *option)
{
	struct str first = buf_str(&w->first), other = buf_str(&w->other);

	if (other.n > 0)
		warn("%s is not in %s and holds several values, such as %.*s and %.*s: sums are over all of them", column,
		    option, STR_ARG(first), STR_ARG(other));
}

void
one_value_free(struct one_value *w)
{
	buf_free(&w->first);
	buf_free(&w->other);
}
