/*
 * recode: replaces the members of a bloc with the bloc, in `reporter` and `partner`.
 */
#ifndef RELIANCE_AGGREGATE_RECODE_H
#define RELIANCE_AGGREGATE_RECODE_H

#include "lib/csv/tablein.h"
#include "trade/bloc.h"

struct recode {
	struct bloc_set blocs;
	bool drop_intra;
	int period, reporter, partner; /* column indexes, or COLUMN_NONE */
	struct keytab seen;            /* column, bloc, period, member: of each row */
	struct keytab scopes;          /* column, bloc, period: of each row */
	struct keytab countries;       /* blocs with the name of a country */
	uint64_t intra;                /* rows dropped */
	struct buf key;                /* scratch */
};

/* Adds the built-in blocs of a comma-separated list; an unknown name is misuse. */
void recode_add(struct recode *r, const char *names);

/* Adds the blocs of a CSV file with the columns bloc, member, from, to. Dies on an invalid row. */
void recode_add_file(struct recode *r, const char *path);

/* Finds the columns. A country that is in two of the blocs at one time is misuse. */
void recode_bind(struct recode *r, const struct columns *c);

/*
 * Replaces members in `field`, a copy of the row. False if the row is trade inside a bloc and such
 * rows are dropped. Dies if the period is invalid.
 */
bool recode_row(struct recode *r, const struct tablein *in, struct str *field);

/* Warns about members without rows, by bloc, column and (for reporters) period. */
void recode_report(const struct recode *r);

void recode_free(struct recode *r);

#endif
