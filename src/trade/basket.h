/*
 * basket: the commodity codes of a material, by edition of the HS.
 *
 * A six-digit code can mean different goods in different editions (in 2002 811292 covers gallium,
 * hafnium, indium, niobium and rhenium, in 2022 no longer hafnium and rhenium), so a basket is
 * matched by the edition of each row. The built-in baskets are baskets.csv, basket-unions.csv and
 * basket-labels.csv.
 */
#ifndef RELIANCE_TRADE_BASKET_H
#define RELIANCE_TRADE_BASKET_H

#include "hs.h"

/*
 * The union of the selected baskets: a row matches once, even if several baskets have its code. A
 * zeroed basket is empty and ready to use.
 */
struct basket {
	struct hs_set edition[HS_EDITIONS];
	struct hs_set every;    /* codes that were added for all editions */
	bool by_edition;        /* some codes were added for one edition only */
	bool seen[HS_EDITIONS]; /* a row of this edition was matched against the basket */
	enum { NOT_COMPARED, SAME, DIFFERENT } across; /* are the codes equal in all editions? */
};

/* Adds a built-in basket, or all baskets of a built-in union; false if the name is unknown. */
bool basket_add(struct basket *b, struct str name);

/* Is `part` this built-in basket, or a basket of this union? */
bool basket_includes(struct str name, struct str part);

/* Adds a code for one edition, or for all if `edition` is empty. False if either is invalid. */
bool basket_add_code(struct basket *b, struct str edition, struct str code);

enum basket_match {
	BASKET_NO,
	BASKET_YES,
	BASKET_COARSER,   /* as HS_COARSER */
	BASKET_AMBIGUOUS, /* the row has no edition, and the codes differ between editions */
	BASKET_NO_EDITION /* the basket has no codes for the row's edition */
};

/* Matches the edition (empty: unknown) and code of a row, and records what matched. */
enum basket_match basket_match(struct basket *b, struct str edition, struct str code);

/*
 * Does the basket share goods with a code in an edition: does it cover the code, or a part of it?
 * Records nothing.
 */
bool basket_touches(const struct basket *b, int edition, struct str code);

/*
 * The codes that no row matched, in the editions that occurred: "284610, 284690", held in `to`;
 * null if all matched.
 */
const char *basket_unmatched(const struct basket *b, struct buf *to);

/* Prints the built-in baskets as CSV on stdout: basket, series, codes, label. */
void basket_list(void);

/* The names of the built-in baskets for a message, "aluminium, ...", held in `to`. */
const char *basket_names(struct buf *to);

void basket_free(struct basket *b);

#endif
