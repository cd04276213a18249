/*
 * change: the change of a share between two periods, and the rows that vanished.
 *
 * The identity of a row, its describing columns without the period, finds it in another period.
 */
#ifndef RELIANCE_SHARE_CHANGE_H
#define RELIANCE_SHARE_CHANGE_H

#include "table.h"

struct change {
	const char *against;               /* a period, or "prev" */
	struct column_list identity;       /* columns, including the period */
	struct column_list within;         /* of the groups */
	size_t period_part, period_within; /* index of the period in the two lists */
	struct keytab rows; /* identities; their numbers are the row numbers of the table */
	struct keytab periods;
	size_t *order;                 /* numbers of the periods, sorted; set by change_prepare() */
	size_t *position;              /* by period: its index in `order` */
	struct buf row_key, group_key; /* scratch */
};

/*
 * Begins in `c`, which is zeroed; change_free() frees it. `against` must outlive it, the lists are
 * copied. Adds the period to the identity if it is not there. No period in `within` is misuse.
 */
void change_begin(struct change *c, const char *against, const struct columns *columns,
    const struct column_list *within, const struct column_list *identity);

/* Notes the period of a row. */
void change_note_period(struct change *c, const struct str *field);

/* Notes the next row of the table and its period. False if a row with its identity was noted. */
bool change_add(struct change *c, const struct str *field);

/* Sorts the periods after the last row. Dies if the data has no period `against`. */
void change_prepare(struct change *c);

/* What the share of a row is compared with. */
enum reference {
	REFERENCE_ROW,    /* the row `*then` of the other period */
	REFERENCE_ABSENT, /* a share of 0 in `*group`, which did not have the row */
	REFERENCE_NONE,   /* nothing: no such group, or no earlier period */
};

/* Finds the reference of a row; sets `*then` or `*group` as above. */
enum reference change_reference(
    struct change *c, const struct share_table *t, size_t row, size_t *then, size_t *group);

/* A row of the reference period that a later period does not have. */
struct vanished {
	struct str identity; /* with the period that lacks it */
	size_t then;         /* its row in the reference period */
	size_t group;        /* the group that lacks it */
};

/* All `*n` vanished rows by identity. The caller frees the array; `text` owns the identities. */
struct vanished *change_vanished(
    struct change *c, const struct share_table *t, size_t *n, struct arena *text);

void change_free(struct change *c);

#endif
