/*
 * members: which members of a bloc have rows, and who joined or left the bloc between the periods.
 */
#ifndef RELIANCE_AGGREGATE_MEMBERS_H
#define RELIANCE_AGGREGATE_MEMBERS_H

#include "trade/bloc.h"

/* A zeroed struct is empty and ready to use. */
struct members {
	struct keytab seen;    /* column, bloc, member, period: of each row */
	struct keytab scopes;  /* column, bloc, period: of each row */
	struct keytab periods; /* of the input */
	struct buf last, key;  /* the period of the last row; scratch */
};

/* Notes the period of a row, with or without a member. */
void members_note_period(struct members *m, struct str period);

/*
 * Notes a row of a member in `column`, "reporter" or "partner". `period` is empty where the periods
 * do not matter.
 */
void members_note(
    struct members *m, const char *column, const struct bloc_member *member, struct str period);

/* Warns about members without rows, and about blocs that changed between the periods. */
void members_report(const struct members *m, const struct bloc_set *blocs);

void members_free(struct members *m);

#endif
