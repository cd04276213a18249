/*
 * nested: guard G3, the part that sees a code beside its own prefix in one series: 2846 holds
 * 284690, and their sum counts that trade twice.
 */
#ifndef RELIANCE_NORMALISE_NESTED_H
#define RELIANCE_NORMALISE_NESTED_H

#include <stdbool.h>

#include "lib/str.h"

/* Sorts the codes, and finds the first that lies in another: both are set. False if none does. */
bool nested_find(struct str *code, size_t n, struct str *outer, struct str *inner);

#endif
