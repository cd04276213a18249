/*
 * hs-watch: notices what rows selected by commodity do not show: codes that their edition lacks, a
 * heading of which most codes are missing, and codes that are not the same goods in all editions
 * of the rows. Constant memory.
 */
#ifndef RELIANCE_TRADE_HS_WATCH_H
#define RELIANCE_TRADE_HS_WATCH_H

#include "basket.h"
#include "hs-goods.h"
#include "lib/csv/columns.h"
#include "lib/hash/keytab.h"
#include "lib/hash/memo.h"
#include "lib/num/decimal.h"

/* A zeroed struct is ready to use. */
struct hs_watch {
	struct memo codes;        /* editions that have a code */
	struct hs_goods occurred; /* codes with rows, and those under shorter codes with rows */
	struct buf period;        /* of the first row */
	struct keytab reporters;  /* the first ones */
	struct buf reporter;      /* of the last row */
	dec value[HS_EDITIONS], total; /* by edition, and of all rows */
	bool several_periods, overflow;
};

/* The slow path of hs_watch_code(). */
unsigned hs_watch_new_code(struct hs_watch *w, struct str code);

/* Records the code of a row. Returns the editions that have it, as bits; see hs_list_editions(). */
static inline unsigned
hs_watch_code(struct hs_watch *w, struct str code)
{
	const struct memo_slot *known = memo_find_slot(&w->codes, code);

	return known != NULL ? known->notes : hs_watch_new_code(w, code);
}

/* Records the rest of a row. Empty cells are unknown; `edition` is -1 then. */
void hs_watch_row(
    struct hs_watch *w, int edition, struct str period, struct str reporter, dec value);

/* Warns at the end about what the rows do not show of `wanted` without `except`. */
void hs_watch_report(
    const struct hs_watch *w, const struct basket *wanted, const struct hs_set *except);

void hs_watch_free(struct hs_watch *w);

#endif
