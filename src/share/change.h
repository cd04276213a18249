/*
 * change: finds the rows of other periods, for the change of a share and the growth of a measure,
 * and the rows that vanished.
 *
 * The identity of a row, its describing columns without the period, finds it in another period.
 */
#ifndef RELIANCE_SHARE_CHANGE_H
#define RELIANCE_SHARE_CHANGE_H

#include "table.h"

struct change {
	const char *against;               /* of --change: a period, or "prev"; or null */
	const char *growth;                /* of --growth, likewise */
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
 * Begins in `c`, which is zeroed but for `against` and `growth`; change_free() frees it. The lists
 * are copied. Adds the period to the identity if it is not there. No period in `within` is misuse.
 */
void change_begin(struct change *c, const struct columns *columns, const struct column_list *within,
    const struct column_list *identity);

/* Notes the period of a row. */
void change_note_period(struct change *c, const struct str *field);

/* Notes the next row of the table and its period. False if a row with its identity was noted. */
bool change_add(struct change *c, const struct str *field);

/* Sorts the periods after the last row. Dies if the data has no period `against` or `growth`. */
void change_prepare(struct change *c);

/* What the share of a row is compared with. */
enum reference {
	REFERENCE_ROW,    /* the row `*then` of the other period */
	REFERENCE_ABSENT, /* a share of 0 in `*group`, which did not have the row */
	REFERENCE_NONE,   /* nothing: no such group, or no earlier period */
};

/*
 * Finds the reference of a row, given its identity and its `*group`, against a period or "prev".
 * Sets `*then` or `*group` as above, and `*period` unless there is none.
 */
enum reference change_reference(struct change *c, const struct share_table *t, const char *against,
    struct str identity, size_t *then, size_t *group, struct str *period);

/* Part number `n` of a key, such as the period of an identity: number c->period_part. */
struct str change_part(struct str key, size_t n);

/* The period of a row. */
struct str change_period(const struct change *c, size_t row);

/* The row of the identity of `row` in another period; SIZE_MAX if there is none. */
size_t change_row_in(struct change *c, size_t row, struct str period);

/* The group of `group` in another period; SIZE_MAX if there is none. */
size_t change_group_in(
    struct change *c, const struct share_table *t, size_t group, struct str period);

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
