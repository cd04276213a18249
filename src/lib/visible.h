/*
 * visible: makes the characters of a text visible that a terminal obeys instead of showing: control
 * characters, those that turn the direction of writing, and those without width.
 */
#ifndef RELIANCE_LIB_VISIBLE_H
#define RELIANCE_LIB_VISIBLE_H

#include "str.h"

enum { VISIBLE_GROWTH = 4 }; /* the longest representation of a byte: "\x1b" */

/*
 * Writes `s` to `to`, with a NUL behind it: control characters as \n, \t, \r, \x1b or \u009b, and
 * bytes that are not UTF-8 as \xe9. `to` has room for VISIBLE_GROWTH * s.n + 1 bytes.
 */
void visible(struct str s, char *to);

#endif
