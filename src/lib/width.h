/*
 * width: how many cells of a terminal a text takes. Does not depend on the locale.
 */
#ifndef RELIANCE_LIB_WIDTH_H
#define RELIANCE_LIB_WIDTH_H

#include "str.h"

/*
 * The number of cells of a UTF-8 text: 2 for a wide East Asian character, 0 for a combining mark,
 * else 1. A byte that is not UTF-8 counts as 1. The text has no control characters (visible.h).
 */
size_t width_of(struct str s);

/* The longest beginning of `s` that takes at most `cells` cells, with its combining marks. */
struct str width_cut(struct str s, size_t cells);

#endif
