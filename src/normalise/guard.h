/*
 * guard: keeps the stream additive. Guards G1 to G5 and G7 decide on a single row; the checks that
 * need more (nested codes of G3, years beside months of G6) follow at the end of the input. G8 is
 * in duplicates.h, G9 in source/input.h.
 */
#ifndef RELIANCE_NORMALISE_GUARD_H
#define RELIANCE_NORMALISE_GUARD_H

#include "account.h"
#include "rowkey.h"
#include "selection.h"

enum world_mode { WORLD_DROP, WORLD_ONLY, WORLD_KEEP };

/* The caller zeroes it and sets the fields before `keys`. */
struct guard {
	const struct selection *selection;
	const struct codebook *book; /* the one that decoded the rows */
	bool keep_detail, keep_groups;
	bool part; /* record for part.h what the checks of the whole need, and skip those */
	enum world_mode world;
	enum level_mode level;
	struct rowkeys keys;
	bool any;        /* a row was dropped; */
	unsigned common; /* the guards that drop every such row, as bits by reason */
};

/* The verdict on a row head, computed once for all rows that share it. */
struct guard_head {
	enum reason before_level; /* the guard that drops its rows before G3, or REASON_EMITTED */
	enum reason after_level;  /* the same after G3 */
	uint32_t series;          /* number of its series */
	uint32_t partner;         /* for rowkey_partner() */
};

struct guard_head guard_judge_head(struct guard *g, const struct row_head *head);

/* Judges a selected row. Returns REASON_EMITTED and sets `key`, or returns the guard that drops it.
 */
enum reason guard_judge(
    struct guard *g, const struct guard_head *head, const struct row *row, struct rowkey *key);

/*
 * Where the guards dropped every row: sets `to` to the options by which rows pass, all at once;
 * false if there are none. World alone with TOTAL alone needs two.
 */
bool guard_options(const struct guard *g, struct buf *to);

/* Ends the input: warns about series that lost all rows, and ends the program on G3 or G6. */
void guard_end(struct guard *g);

void guard_free(struct guard *g);

#endif
