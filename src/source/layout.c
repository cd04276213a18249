#include "layout.h"

/* The next letter or digit of a name, in lower case, from *i on; '\0' at the end. */
static inline char
next_letter(struct str name, size_t *i)
{
	while (*i < name.n) {
		char c = lower(name.p[(*i)++]);
		if (is_digit(c) || (c >= 'a' && c <= 'z'))
			return c;
	}
	return '\0';
}

bool
layout_matches(struct str name, struct str pattern)
{
	size_t i = name.n > 1 && upper(name.p[0]) == 'X' && is_digit(name.p[1]);

	for (size_t k = 0; k < pattern.n; k++) {
		char c = next_letter(name, &i);
		if (c != pattern.p[k] && (pattern.p[k] != '?' || c == '\0' || is_digit(c)))
			return false;
	}
	return pattern.n > 0 && next_letter(name, &i) == '\0';
}

static int
find_pattern(const struct columns *columns, struct str pattern)
{
	int found = COLUMN_NONE;

	for (size_t i = 0; i < columns->n; i++)
		if (layout_matches(columns->name[i], pattern))
			found = found == COLUMN_NONE ? (int)i : COLUMN_TWICE;
	return found;
}

int
layout_column(const struct layout *l, enum role role, const struct columns *columns)
{
	struct str rest = l->columns[role], pattern;

	while (rest.n > 0 && str_split(&rest, '|', &pattern)) {
		int found = find_pattern(columns, pattern);
		if (found != COLUMN_NONE)
			return found;
	}
	return COLUMN_NONE;
}

/* Appends the letters and digits of a name, as layout_matches() compares them. */
static void
fold(struct str name, struct buf *to)
{
	size_t i = name.n > 1 && upper(name.p[0]) == 'X' && is_digit(name.p[1]);

	for (char c; (c = next_letter(name, &i)) != '\0';)
		buf_add_byte(to, c);
}

bool
layout_fits(const struct layout *l, const struct columns *columns)
{
	struct str rest = l->needs, pattern;

	/* the value first: its name tells most layouts apart */
	for (int r = ROLE_VALUE; r >= 0; r--)
		if (l->constant[r].p == NULL &&
		    layout_column(l, (enum role)r, columns) == COLUMN_NONE)
			return false;
	while (rest.n > 0 && str_split(&rest, '|', &pattern))
		if (find_pattern(columns, pattern) == COLUMN_NONE)
			return false;
	return true;
}

int
layout_find_column(const struct columns *columns, struct str name)
{
	int found = columns_find(columns, name);
	struct buf folded = { 0 };

	if (found != COLUMN_NONE)
		return found;
	fold(name, &folded);
	for (size_t i = 0; found == COLUMN_NONE && i < columns->n; i++)
		if (layout_matches(columns->name[i], buf_str(&folded)))
			found = (int)i;
	buf_free(&folded);
	return found;
}

const struct layout *
layout_trade(void)
{
	return layout_at(0);
}
