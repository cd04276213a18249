/*
 * recode: replaces the members of a bloc with the bloc, in `reporter` and `partner`.
 */
#ifndef RELIANCE_AGGREGATE_RECODE_H
#define RELIANCE_AGGREGATE_RECODE_H

#include "inside.h"
#include "lib/csv/tablein.h"
#include "members.h"
#include "trade/bloc.h"

struct recode {
	struct bloc_set blocs;
	bool drop_intra;
	int period, reporter, partner; /* column indexes, or COLUMN_NONE */
	int measure; /* of trade inside a bloc, if it is to be said; or negative */
	struct members members;
	struct inside inside;
	struct keytab countries;    /* blocs with the name of a country */
	struct keytab groups;       /* groups of countries (EUR) whose rows are left out */
	uint64_t intra, group_rows; /* rows dropped */
	size_t group;               /* number of the last group of those */
};

/*
 * Adds the built-in blocs of a comma-separated list; NAME@DAY has the members of that day in every
 * period. An unknown name is misuse.
 */
void recode_add(struct recode *r, const char *names);

/* Adds the blocs of a CSV file with the columns bloc, member, from, to. Dies on an invalid row. */
void recode_add_file(struct recode *r, const char *path);

/*
 * Finds the columns. A country that is in two of the blocs at one time is misuse. recode_report()
 * says how much of the column `measure` is trade inside a bloc, unless it is negative.
 */
void recode_bind(struct recode *r, const struct columns *c, int measure);

/*
 * Replaces members in `field`, a copy of the row. False if the row is dropped: trade
 * inside a bloc, or of a group of members. Dies if the period is invalid.
 */
bool recode_row(struct recode *r, const struct tablein *in, struct str *field);

/*
 * Warns about members without rows, blocs that changed, trade inside a bloc, and dropped rows. `c`
 * are the columns of the input.
 */
void recode_report(const struct recode *r, const struct columns *c);

void recode_free(struct recode *r);

#endif
