/*
 * additive-places: what additive knows about the rows of each place; only for its own files.
 */
#ifndef RELIANCE_TRADE_ADDITIVE_PLACES_H
#define RELIANCE_TRADE_ADDITIVE_PLACES_H

#include "additive-quick.h"
#include "lib/csv/tablein.h"
#include "lib/hash/keytab.h"
#include "lib/hash/memo.h"
#include "lib/hash/numset.h"

enum { DETAILS = 4, QUANTITIES = 4, SERIES = 3 /* columns of its key, if all are there */ };

enum kind {
	MIRRORED,
	MONTHS,
	REPORTERS, /* groups of countries, as reporter */
	PARTNERS,
	NESTED,
	DETAIL,
	RECONCILED,
	UNITS, /* of the first quantity */
	KINDS = UNITS + QUANTITIES
};

enum { ORDINARY = 1, ODD = 2 }; /* rows that a place has, as bits */

/*
 * In most rows a code is one of some thousand, and a set of bits takes it in a few instructions; it
 * grows with the largest number of the place.
 */
enum { SMALL_NUMBERS = 1 << 14, WORD_BITS = 64 };

/* What few places have. */
struct odd_rows {
	uint64_t rows;        /* of the other sort: mirrored, of a year, of a group ... */
	dec size;             /* the sum of their measure */
	struct numset values; /* numbers of values from SMALL_NUMBERS on */
};

/* A place: rows that should be of one sort. Small, for each row looks at some. */
struct place {
	uint64_t *bits; /* numbers below SMALL_NUMBERS of the codes, units or flows of its rows */
	struct odd_rows *odd; /* null: none */
	uint32_t words;       /* of `bits` */
	uint8_t seen;
	uint8_t length; /* NESTED: of the first code */
};

/* The places of a kind of check. */
struct places {
	bool watched;
	struct column_list key; /* the columns of a place */
	size_t *cut;            /* leading characters of each that count; 0 for all */
	struct keytab keys;
	struct place *place; /* by number of the key */
	size_t cap;
};

/* The distinct values of a column, numbered. */
struct values {
	struct keytab table;
	struct memo memo;
	bool *group; /* by number: is it a group of countries? Only of `countries` */
	size_t cap;
};

/* A summed quantity and the column of its unit. */
struct quantity {
	size_t sum, unit;
};

enum { RECENT = 1 << 13 };

/* A series that was looked up: its short key as two words, and its number + 1, or 0. */
struct recent_series {
	uint64_t low, high;
	size_t number;
};

/* The number of the place of each kind that a series belongs to. */
struct series_places {
	uint32_t at[KINDS];
};

struct additive {
	struct additive_quick quick; /* the first member */
	const struct columns *columns;
	int period, flow, flags, hs, side[2]; /* columns; side: reporter, partner */
	size_t measure;
	size_t hs_cut;       /* leading characters of hs that are in the grouping */
	int detail[DETAILS]; /* breakdown columns outside of the grouping; the rest is COLUMN_NONE
			      */
	struct quantity quantity[QUANTITIES];
	size_t quantities;
	struct places kind[KINDS];
	struct values countries, codes, units, flows;
	struct column_list key; /* period, flow and reporter: the key of a series */
	struct keytab series;
	/* RECENT of them, by a hash of the key, where that is short */
	struct recent_series *recent;
	size_t last;              /* the series of the row before */
	struct series_places *of; /* by number of the series */
	size_t cap;
	struct place *here[UNITS]; /* the places of the current row */
	enum kind watched[UNITS];  /* the kinds that have a place for each series */
	size_t watched_n;
	unsigned kinds;  /* the kinds that are watched, as bits; UNITS: any quantity */
	struct buf text; /* scratch */
};

/* How many values a place has. */
size_t additive_values(const struct place *p);

/* What --allow calls a kind of check. */
const char *additive_word(enum kind k);

/*
 * Finds the columns, which kinds are watched, and the keys of their places. Arguments as for
 * additive_new().
 */
void additive_bind(struct additive *a, const struct column_list *grouping, const size_t *cut,
    const struct column_list *measures, unsigned allowed);

#endif
