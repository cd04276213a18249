/*
 * naming: lists in messages, the first five of a kind and then how many more there are.
 */
#ifndef RELIANCE_NAMING_H
#define RELIANCE_NAMING_H

#include "mem.h"

/* Zero is a good empty list. */
struct naming {
	struct buf text;
	size_t n;
};

/* One more of the kind: where to write its name, or null if enough are named. */
struct buf *naming_next(struct naming *list);

/* "a, b, c, d, e and 3 more"; good until naming_free(). */
const char *naming_text(struct naming *list);

void naming_free(struct naming *list);

#endif
