/*
 * examples: lists in messages, the first five of a kind and then how many more there are.
 */
#ifndef RELIANCE_LIB_EXAMPLES_H
#define RELIANCE_LIB_EXAMPLES_H

#include "mem.h"

/* Zero is a good empty list. */
struct examples {
	struct buf text;
	size_t n;
};

/* One more of the kind: where to write its name, or null if enough are named. */
struct buf *examples_next(struct examples *list);

/* "a, b, c, d, e and 3 more"; good until examples_free(). */
const char *examples_text(struct examples *list);

void examples_free(struct examples *list);

#endif
