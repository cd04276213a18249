/*
 * rows: the rows of both flows that fill holds, and which countries are silent: have no row of a
 * flow in a period.
 */
#ifndef RELIANCE_FILL_ROWS_H
#define RELIANCE_FILL_ROWS_H

#include "lib/csv/tablein.h"
#include "ratios.h"
#include "trade/seen.h"

/* The columns of the input. */
struct fill_columns {
	size_t period, flow, reporter, partner, value, flags, n;
	int hs; /* or COLUMN_NONE */
};

/* A flow of a country in a period. */
struct series {
	bool reported;      /* it has rows, or is in the list of --seen */
	size_t year;        /* its number in the ratios */
	int calendar;       /* the year */
	size_t flow_period; /* its number in `flows` */
};

struct held_row {
	struct str text;    /* its fields, joined with NUL */
	dec value;          /* MEASURE_EMPTY for none */
	size_t own, mirror; /* the series of the reporter, and of the partner on the other side */
};

/* A zeroed struct is empty but for its columns. */
struct rows {
	struct fill_columns at;
	struct keytab keys; /* period, flow, country of each series */
	struct series *series;
	size_t series_cap;
	struct keytab flows; /* period, flow */
	bool *flow_reported; /* by number in `flows` */
	size_t flow_cap;
	struct keytab totals; /* names of partners that are World or a group; others: `countries` */
	struct keytab countries;
	struct ratios ratios;
	struct held_row *row;
	size_t n, cap;
	struct arena text;
	struct buf key;
	struct buf code;    /* the first hs */
	bool several_codes; /* or a code of fewer than six digits, or none */
};

/* Finds the columns of the input. A missing one is misuse. */
void rows_bind(struct rows *r, const struct columns *columns);

/*
 * Adds the current row of `in`. Rows of other flows than M and X, with World or a group as partner,
 * or with the reporter as partner, are ignored. Dies of rows that are not as a side reported them.
 */
void rows_add(struct rows *r, const struct tablein *in);

/*
 * After the last row: marks who has reported by `seen` (may be null), and adds up what both sides
 * reported.
 */
void rows_judge(struct rows *r, struct seen *seen);

/* Is a row to be filled from this one? No one is silent in a flow that nobody reported. */
bool rows_fills(const struct rows *r, const struct held_row *row);

/* Rows of periods in which nobody has reported the other flow. */
uint64_t rows_one_sided(const struct rows *r);

/* The parts of a series' key. */
void rows_series(
    const struct rows *r, size_t series, struct str *period, struct str *flow, struct str *country);

void rows_free(struct rows *r);

#endif
