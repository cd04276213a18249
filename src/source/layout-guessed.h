/*
 * layout-guessed: guesses the roles of the columns of an unknown table, as a hint for the user.
 */
#ifndef RELIANCE_SOURCE_LAYOUT_GUESSED_H
#define RELIANCE_SOURCE_LAYOUT_GUESSED_H

#include "layout.h"

/*
 * Appends an argument for --map to `to`: "period=yr,flow==M,reporter=BUYER,...". A placeholder in
 * capitals replaces a column that no name, or more than one, matches. The text needs no escaping
 * between single quotes in a shell.
 */
void layout_guess(const struct columns *table, struct buf *to);

#endif
