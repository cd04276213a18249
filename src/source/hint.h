/*
 * hint: guesses the roles of the columns of an unknown table, as a hint for the user.
 */
#ifndef RELIANCE_SOURCE_HINT_H
#define RELIANCE_SOURCE_HINT_H

#include "records.h"

/*
 * Appends the message for a table of an unknown layout, of which it reads on, to `why`, with an
 * argument for --map: "period=yr,flow==M,reporter=BUYER,...". A placeholder in capitals replaces a
 * column that no name matches, and what only the user knows: pasted as it is, it is an error. The
 * argument needs no escaping between single quotes in a shell. Returns its text.
 */
const char *hint_add(struct records *r, struct buf *why);

/* Appends the argument for --map alone. */
void hint_guess(struct records *r, struct buf *to);

#endif
