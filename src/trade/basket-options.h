/*
 * basket-options: the options -b and -B of the programs that select by basket. Wrong arguments are
 * misuse.
 */
#ifndef RELIANCE_TRADE_BASKET_OPTIONS_H
#define RELIANCE_TRADE_BASKET_OPTIONS_H

#include "basket.h"

/* Adds built-in baskets: the comma-separated argument of --basket. */
void basket_option_names(struct basket *b, const char *names);

/*
 * Adds the codes of a CSV file, the argument of --basket-file: columns hs or hs6, and if there is
 * one edition or hs_revision. A code that is none ends the program.
 */
void basket_option_file(struct basket *b, const char *path);

#endif
