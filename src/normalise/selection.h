/*
 * selection: which rows the options select. Naming World, a group or TOTAL here exempts its rows
 * from the guards.
 */
#ifndef RELIANCE_NORMALISE_SELECTION_H
#define RELIANCE_NORMALISE_SELECTION_H

#include "lib/hash/keytab.h"
#include "source/row.h"
#include "trade/basket-options.h"
#include "trade/bloc.h"

/* Levels of the HS: one of them, any, or (LEVEL_CHECK) all, with an error for nested codes. */
enum level_mode { LEVEL_CHECK, LEVEL_2, LEVEL_4, LEVEL_6, LEVEL_TOTAL, LEVEL_ANY };

/* A set of countries; zeroed, it includes all. */
struct country_set {
	struct keytab codes;
	struct bloc_set blocs; /* a bloc includes its members on the date of the row */
};

/* Zeroed, it selects all rows. */
struct selection {
	struct period_set periods;
	struct country_set reporters, partners;
	unsigned flows;       /* bits by the number of the flow; 0: all */
	struct basket wanted; /* --hs, for every edition, and the baskets */
	struct hs_set hs;     /* all codes of `wanted`, of any edition; empty: every commodity */
	int digits;           /* of the periods: 4 for years, 6 for months, 0 for both (--freq) */
	bool drop_self;       /* leave out trade of a country with itself */
	uint64_t coarser;     /* rows with a code that is shorter than the selected ones */
};

/* Adds the value of an option; exits with misuse if it is invalid. */
void selection_periods(struct selection *s, const char *text);
void selection_countries(struct country_set *set, const char *option, const char *text);
void selection_flows(struct selection *s, const char *text);
void selection_hs(struct selection *s, const char *text);

/* Ends the options: completes `hs`. */
void selection_finish(struct selection *s);

/*
 * The flags of all selected rows: x if only some partners are selected and World, which shows the
 * rest, is not among them.
 */
unsigned selection_flags(const struct selection *s);

/* Is a row selected by its head? */
bool selection_has_head(const struct selection *s, const struct row_head *head);

enum selection_result { SELECTION_NO, SELECTION_YES, SELECTION_UNKNOWN };

/*
 * Is a row selected by its commodity? Only valid if s->hs is not empty; counts s->coarser. Unknown
 * if a basket needs the row's edition, or does not have it: `why` then says so.
 */
enum selection_result selection_has_commodity(
    struct selection *s, const struct row *row, struct buf *why);

/* Is this period selected? `date` is its text. */
bool selection_has_when(const struct selection *s, struct str date, struct period when);

/* Is this reporter selected in this period? */
bool selection_has_reporter(const struct selection *s, struct str code, struct period when);

/* Does the set name any countries? */
bool country_set_any(const struct country_set *set);

/* Does the set name this code itself, rather than a bloc with it? */
bool country_set_names(const struct country_set *set, struct str code);

void selection_free(struct selection *s);

#endif
