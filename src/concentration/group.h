/*
 * group: the suppliers of a group, summed in one measure.
 *
 * Sums are exact, so the order of the suppliers does not matter: the squares of 128-bit numbers
 * whose sum fits 128 bits add up to less than 2^256.
 */
#ifndef RELIANCE_CONCENTRATION_GROUP_H
#define RELIANCE_CONCENTRATION_GROUP_H

#include "lib/num/wide.h"

enum { TOP = 3 }; /* suppliers in the joint share top3_share */

struct supplier {
	struct str name; /* owned by the caller */
	dec value;       /* 0 or more */
	bool unranked;   /* in the total only */
};

/* A zeroed group is empty and ready to use. */
struct group {
	bool known;               /* there is a value, possibly 0 */
	dec total;                /* of all values */
	dec unranked;             /* of those that are in the total only */
	struct wide squares;      /* of the ranked, summed, in the square of the unit of total */
	uint64_t suppliers;       /* ranked, with a value above 0: the n of the indices */
	struct supplier top[TOP]; /* by value, then name; 0 if there are fewer */
};

/* Adds a supplier; its name must outlive the group. False if the total exceeds 128 bits. */
bool group_add(struct group *g, struct supplier s);

/* The least value of a supplier that counts: in the unit of the measure, or of the total. */
struct floor {
	dec least;     /* in billionths; 0 counts every value above 0 */
	bool per_cent; /* of the total */
};

/* Does a supplier of this value, above 0, reach the floor in its group? */
bool floor_admits(const struct floor *f, const struct group *g, dec value);

#endif
