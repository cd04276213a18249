/*
 * layout-guessed: what the columns of an unknown table may be, for a person to judge.
 */
#ifndef RELIANCE_SOURCE_LAYOUT_GUESSED_H
#define RELIANCE_SOURCE_LAYOUT_GUESSED_H

#include "layout.h"

/*
 * Adds what --map would have to say to `to`: "period=yr,flow==M,reporter=BUYER,...". What no name, or
 * more than one, looks like is a word in capitals. It can stand between single quotes in a shell.
 */
void layout_guess(const struct columns *table, struct buf *to);

#endif
