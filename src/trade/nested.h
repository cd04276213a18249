/*
 * nested: finds a code and its own prefix among the codes of some rows: 2846 includes 284690,
 * so their sum counts that trade twice.
 */
#ifndef RELIANCE_TRADE_NESTED_H
#define RELIANCE_TRADE_NESTED_H

#include <stdbool.h>

#include "lib/str.h"

/*
 * Sorts the codes and sets `outer` and `inner` to the first pair of a prefix and a longer code.
 * Returns false if there is none.
 */
bool nested_find(struct str *code, size_t n, struct str *outer, struct str *inner);

#endif
