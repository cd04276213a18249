/*
 * guard: what keeps the stream additive. Each guard looks at one row and drops it or lets it pass;
 * what has to see more than one row (G3 nested codes, G6 years beside months) is judged at the end.
 * G8 is duplicates.h, G9 is trade/input.h.
 */
#ifndef RELIANCE_NORMALISE_GUARD_H
#define RELIANCE_NORMALISE_GUARD_H

#include "account.h"
#include "rowkey.h"
#include "selection.h"

enum world_mode { WORLD_DROP, WORLD_ONLY, WORLD_KEEP };

struct guard {
	const struct selection *selection;
	const struct codebook *book; /* that the rows were decoded with */
	bool keep_detail, keep_groups;
	bool part; /* others judge the whole: note what they need (part.h) */
	enum world_mode world;
	enum level_mode level;
	struct rowkeys keys;
};

/* What the guards say of all rows that have a head, worked out once. */
struct guard_head {
	enum reason early,
	    late;          /* the guards that drop it, before and after G3; or REASON_EMITTED */
	uint32_t series;   /* that its rows are of */
	uint32_t partner;  /* for rowkey_partner() */
	unsigned editions; /* the edition of the HS as a bit, if it has one */
};

struct guard_head guard_judge_head(struct guard *g, const struct row_head *head);

/* Judges a selected row: REASON_EMITTED and its key, or the guard that drops it. */
enum reason guard_judge(
    struct guard *g, const struct guard_head *head, const struct row *row, struct rowkey *key);

/* The end of the input: names series that lost all their rows; an error that only now shows ends
 * the program. */
void guard_end(struct guard *g);

void guard_free(struct guard *g);

#endif
