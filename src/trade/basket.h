/*
 * basket: the commodity codes that make up a material, per edition of the HS.
 *
 * The six digits of a code can mean different goods in different editions (2002: 811292 is gallium,
 * hafnium, indium, niobium and rhenium; 2022: no hafnium and no rhenium any more), so a basket is
 * looked up by the edition of each row. Built-in baskets are baskets.csv and basket-labels.csv.
 */
#ifndef RELIANCE_TRADE_BASKET_H
#define RELIANCE_TRADE_BASKET_H

#include "hs.h"

enum { EDITIONS = 10 }; /* H0..H9 */

/* The union of the chosen baskets; zero is none. A row matches once, however many hold its code. */
struct basket {
	struct hs_set edition[EDITIONS];
	struct hs_set every; /* codes that were given for no edition in particular */
	bool by_edition;     /* some codes were given for one edition */
	bool met[EDITIONS];  /* rows of that edition came by */
	enum { NOT_ASKED, SAME, DIFFERENT } across; /* are the codes the same in all editions? */
};

/* Adds a built-in basket; false if there is none of that name. */
bool basket_add(struct basket *b, struct str name);

/* Adds a code for one edition, or for every one when `edition` is empty. False if it is none. */
bool basket_add_code(struct basket *b, struct str edition, struct str code);

enum basket_match {
	BASKET_NO,
	BASKET_YES,
	BASKET_COARSER,   /* as HS_COARSER */
	BASKET_AMBIGUOUS, /* the row has no edition, and the codes are not the same in all */
	BASKET_NO_EDITION /* the basket says nothing about the row's edition */
};

/* How a row stands to the basket by its edition (empty: unknown) and its code. */
enum basket_match basket_match(struct basket *b, struct str edition, struct str code);

/* The codes no row matched, of those editions that came by: "284610, 284690"; null if none. */
const char *basket_unmet(const struct basket *b, struct buf *to);

/* Prints the built-in baskets as CSV on stdout: basket, series, codes, label. */
void basket_list(void);

/* Their names for a message. */
const char *basket_names(struct buf *to);

void basket_free(struct basket *b);

#endif
