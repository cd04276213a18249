#include "nested.h"

#include <stdlib.h>

static int
compare(const void *a, const void *b)
{
	const struct str *x = a, *y = b;

	return str_cmp(*x, *y);
}

bool
nested_find(struct str *code, size_t n, struct str *outer, struct str *inner)
{
	if (n > 0)
		qsort(code, n, sizeof *code, compare);
	/* in sorted order, a prefix directly precedes the first code that it begins */
	for (size_t i = 1; i < n; i++) {
		if (!str_begins(code[i], code[i - 1]))
			continue;
		*outer = code[i - 1];
		*inner = code[i];
		return true;
	}
	return false;
}
