/*
 * labels: short names of baskets and commodity codes, for people.
 */
#ifndef RELIANCE_TRADE_LABELS_H
#define RELIANCE_TRADE_LABELS_H

#include "lib/str.h"

/* The label of a built-in basket; empty if there is none of that name. Static text. */
struct str labels_basket(struct str name);

/*
 * The label of the smallest built-in basket with this code in any edition, not counting unions;
 * empty if there is none, or two of equal size. Static text.
 */
struct str labels_code(struct str code);

#endif
