/*
 * examples: a list for a message that names the first five items and counts the rest.
 */
#ifndef RELIANCE_LIB_EXAMPLES_H
#define RELIANCE_LIB_EXAMPLES_H

#include "mem.h"

/* A zeroed list is empty and ready to use. */
struct examples {
	struct buf text;
	size_t n; /* items so far */
};

/* Adds an item. Returns the buffer to append its name to, or null if five are named already. */
struct buf *examples_next(struct examples *list);

/* "a, b, c, d, e and 3 more", valid until examples_free(). Add no item after this. */
const char *examples_text(struct examples *list);

void examples_free(struct examples *list);

#endif
