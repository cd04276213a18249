/*
 * group: the suppliers of a group, added up in one measure.
 *
 * Sums are exact, so suppliers may come in any order: the squares of 128-bit numbers whose own sum
 * fits 128 bits add up to less than 2^256.
 */
#ifndef RELIANCE_CONCENTRATION_GROUP_H
#define RELIANCE_CONCENTRATION_GROUP_H

#include "lib/num/wide.h"

enum { TOP = 3 }; /* suppliers whose joint share is told */

struct supplier {
	struct str name; /* the caller's */
	dec value;       /* 0 or more */
};

/* Zero is a good empty group. */
struct group {
	bool known;          /* there is a value, be it 0 */
	dec total;           /* of all values */
	struct wide squares; /* the sum of their squares, in the square of total's unit */
	uint64_t suppliers;  /* with a value above 0: the n of the indices */
	struct supplier
	    top[TOP]; /* the largest first, equal ones by name; 0 where there are fewer */
};

/* Adds a supplier. False if the total leaves 128 bits. */
bool group_add(struct group *g, struct supplier s);

/* Below it a supplier does not count: a value in the measure's unit, or a part of the total. */
struct floor {
	dec least;     /* in billionths; 0 counts whoever supplies anything */
	bool per_cent; /* of the total */
};

/* Does a supplier of that value, above 0, count in its group? */
bool floor_lets(const struct floor *f, const struct group *g, dec value);

#endif
