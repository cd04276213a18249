/*
 * world-sums: guard G2 compares World with the sum of its partners, for each period, flow, reporter
 * and commodity of which both were selected. World is that sum: a gap beyond rounding means that
 * rows are missing, as in a download that was cut off.
 */
#ifndef RELIANCE_NORMALISE_WORLD_SUMS_H
#define RELIANCE_NORMALISE_WORLD_SUMS_H

#include "guard.h"

enum { WORLD_PATIENCE = 1 << 16 }; /* rows until the first one of World */

/* Zeroed, it compares nothing. The caller sets `tolerance`. */
struct world_sums {
	bool active;   /* world_sums_begin() was called */
	dec tolerance; /* the per cent of World by which its partners may fall short */
	struct world_waiting {
		uint32_t series, commodity;
		struct amount value;
	} * waiting;   /* rows before the first one of World: added up when that comes */
	uint32_t rows; /* waiting; stops at a limit */
	struct numtab numbers;
	struct world_sum {
		dec world, partners;
		uint32_t worlds, rows; /* numbers added up to each */
		unsigned decimals;     /* the most of any number */
	} * sum;                       /* by number */
	size_t cap;
	bool any;  /* there is a row of World */
	bool late; /* the first one came when `rows` had stopped */
	bool overflow;
};

/* Makes ready for rows. */
void world_sums_begin(struct world_sums *w);

/* Private: the parts of world_sums_add(), without and with a row of World. */
void world_sums_keep(
    struct world_sums *w, const struct guard_head *head, const struct row *row, enum reason r);
void world_sums_compare(
    struct world_sums *w, const struct guard_head *head, const struct row *row, enum reason r);

/*
 * Adds a row: one that is emitted, or that G2 drops. If no row of World comes among the first
 * 65,536 rows, rows are no longer kept, as most input has none.
 */
static inline void
world_sums_add(
    struct world_sums *w, const struct guard_head *head, const struct row *row, enum reason r)
{
	if (w->any || row->head->partner->kind == KIND_WORLD)
		world_sums_compare(w, head, row, r);
	else if (w->rows < WORLD_PATIENCE)
		world_sums_keep(w, head, row, r);
}

/* The tolerance that --gap states in per cent. Dies of misuse. */
dec world_tolerance(const char *text);

/* At the end of the input: warns about gaps, or ends the program if one exceeds the tolerance. */
void world_sums_report(
    const struct world_sums *w, const struct series_table *series, const struct codebook *book);

void world_sums_free(struct world_sums *w);

#endif
