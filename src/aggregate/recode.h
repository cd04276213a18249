/*
 * recode: members of a bloc become the bloc, in `reporter` and `partner`.
 */
#ifndef RELIANCE_AGGREGATE_RECODE_H
#define RELIANCE_AGGREGATE_RECODE_H

#include "lib/csv/tablein.h"
#include "trade/bloc.h"

struct recode {
	struct bloc_set blocs;
	bool drop_intra;
	int period, reporter, partner; /* places of the columns, COLUMN_NONE where there is none */
	struct keytab seen;            /* column, bloc, period, member: who had a row */
	struct keytab scopes;          /* column, bloc, period: where any member had one */
	uint64_t intra;                /* rows dropped */
	struct buf key;                /* in the making */
};

/* Adds the built-in blocs of a comma-separated list; an unknown one is misuse. */
void recode_add(struct recode *r, const char *names);

/* Adds the blocs of a file with the columns bloc, member, from, to. */
void recode_add_file(struct recode *r, const char *path);

/* Finds the columns. A country in two of the blocs at one time is misuse. */
void recode_bind(struct recode *r, const struct columns *c);

/*
 * Replaces members in `field`, a copy of the row, where there are blocs. False if the row is trade
 * inside a bloc and such rows are dropped. A period that is none ends the program.
 */
bool recode_row(struct recode *r, const struct tablein *in, struct str *field);

/* Names the members that no row spoke of, per bloc, column and (for reporters) period. */
void recode_report(const struct recode *r);

void recode_free(struct recode *r);

#endif
