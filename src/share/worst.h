/*
 * worst: keeps the five worst of many cases, for a message that names them and counts the others.
 */
#ifndef RELIANCE_SHARE_WORST_H
#define RELIANCE_SHARE_WORST_H

#include <stdalign.h>

#include "lib/mem.h"

enum { WORST_SHOWN = 5, WORST_SIZE = 128 };

/* Set the first four members, and all else to zero. */
struct worst {
	const void *owner; /* an argument of the functions below */
	size_t size;       /* of a case, at most WORST_SIZE */
	bool (*is_worse)(const void *owner, const void *a, const void *b);
	void (*describe)(const void *owner, const void *one, struct buf *to);
	size_t n; /* of all cases */
	struct worst_case {
		alignas(16) char bytes[WORST_SIZE];
	} shown[WORST_SHOWN];
};

/* Adds a case; copies it. */
void worst_add(struct worst *w, const void *one);

/* Appends the worst to `to`, in order: "A, B, and 3 more". */
void worst_print(const struct worst *w, struct buf *to);

#endif
