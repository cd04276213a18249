/*
 * selection: the rows that were asked for. Naming World, a group or TOTAL here is consent to it.
 */
#ifndef RELIANCE_NORMALISE_SELECTION_H
#define RELIANCE_NORMALISE_SELECTION_H

#include "lib/hash/keytab.h"
#include "trade/bloc.h"
#include "trade/hs.h"
#include "source/row.h"

/* Which levels of the HS are selected: one of them, any, or (LEVEL_CHECK) those that do not nest. */
enum level_mode { LEVEL_CHECK, LEVEL_2, LEVEL_4, LEVEL_6, LEVEL_TOTAL, LEVEL_ANY };

/* Countries as options name them; zero is all of them. */
struct country_set {
	struct keytab codes;
	struct bloc_set blocs; /* a bloc stands for its members, by the date of the row */
};

struct selection {
	struct period_set periods;
	struct country_set reporters, partners;
	unsigned flows; /* bits by the number of the flow; 0: all of them */
	struct hs_set hs;
	int digits;       /* of the periods: 4 for years, 6 for months, 0 for both (--freq) */
	uint64_t coarser; /* rows with a code shorter than those asked for */
};

/* Each adds what an option says; a value that is not known is misuse. */
void selection_periods(struct selection *s, const char *text);
void selection_countries(struct country_set *p, const char *option, const char *text);
void selection_flows(struct selection *s, const char *text);
void selection_hs(struct selection *s, const char *text);

/* Is a row selected, by its head and by its commodity, if any are asked for? */
bool selection_has_head(const struct selection *s, const struct row_head *head);
bool selection_has_commodity(struct selection *s, const struct commodity *c);

/* Is this date selected, and this reporter on it? */
bool selection_has_when(const struct selection *s, struct str date, struct period when);
bool selection_has_reporter(const struct selection *s, struct str code, struct period when);

/* Were any places named at all? */
bool country_set_any(const struct country_set *p);

/* Was this code named, by itself? */
bool country_set_names(const struct country_set *p, struct str code);

void selection_free(struct selection *s);

#endif
