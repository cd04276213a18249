/*
 * change: how a share moved between two periods, and who is gone since.
 *
 * A row is known again in another period by its identity: what it is about, but for the period.
 */
#ifndef RELIANCE_SHARE_CHANGE_H
#define RELIANCE_SHARE_CHANGE_H

#include "table.h"

struct change {
	const char *against;               /* a period, or "prev" */
	struct column_list identity;       /* columns, the period's among them */
	struct column_list within;         /* of the groups */
	size_t period_part, period_within; /* the period's place in the two lists */
	struct keytab rows;                /* identities; numbers are the rows' in the table */
	struct keytab periods;
	size_t *order; /* the periods sorted; change_prepare() */
	size_t *place; /* by period: which it is among the sorted */
	struct buf row_key, group_key; /* in the making */
};

/*
 * Begins with lists of columns; the period's must be in `within`, is added to `identity` where it
 * is missing, and else it is misuse.
 */
void change_begin(struct change *c, const char *against, const struct columns *columns,
    const struct column_list *within, const struct column_list *identity);

/* Notes a period of the data. */
void change_note_period(struct change *c, const struct str *field);

/* Notes the next row of the table, and its period. False if there is a row of its identity already.
 */
bool change_add(struct change *c, const struct str *field);

/* All rows are there: looks at the periods. A --change PERIOD that the data lacks is an error. */
void change_prepare(struct change *c);

/* What a row's share is compared with. */
enum reference {
	REFERENCE_ROW,    /* *row is the same row then */
	REFERENCE_ABSENT, /* it was not there, its group was: 0 of *group */
	REFERENCE_NONE,   /* its group was not there, or there is no period before */
};

enum reference change_reference(
    struct change *c, const struct share_table *t, size_t row, size_t *then, size_t *group);

/* A row that was there in the period compared with, and is not in the period itself. */
struct vanished {
	struct str identity; /* with the period in which it is gone */
	size_t then;         /* the row that was */
	size_t group;        /* the group in which it is gone */
};

/* All of them, ordered by identity; the caller frees the array, the text lives in `text`. */
struct vanished *change_vanished(
    struct change *c, const struct share_table *t, size_t *n, struct arena *text);

void change_free(struct change *c);

#endif
