/*
 * inside: how much of a bloc's trade is trade between its own members.
 */
#ifndef RELIANCE_AGGREGATE_INSIDE_H
#define RELIANCE_AGGREGATE_INSIDE_H

#include "lib/hash/keytab.h"
#include "lib/num/decimal.h"

struct inside_sums {
	dec inside, all;
};

/* A zeroed struct is empty and ready to use. */
struct inside {
	struct keytab blocs;
	struct inside_sums *sums; /* by number of the bloc */
	size_t cap;
};

/* Adds the value of a row that a member of `bloc` reports; `inside`: the partner is one, too. */
void inside_add(struct inside *s, struct str bloc, dec value, bool inside);

/* Says for each bloc how much of the `measure` is inside it, where it is not 0. */
void inside_report(const struct inside *s, struct str measure);

void inside_free(struct inside *s);

#endif
