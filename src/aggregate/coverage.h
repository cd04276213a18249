/*
 * coverage: who is in the data when. A total over reporters or months means little where some of
 * them are not in yet (136 reporters in one month and 1 in another is real).
 */
#ifndef RELIANCE_AGGREGATE_COVERAGE_H
#define RELIANCE_AGGREGATE_COVERAGE_H

#include "lib/hash/keytab.h"

/*
 * In which periods each value of a column occurs, for each scope by itself: a flow, where flows are
 * told apart. Zero is a good empty one.
 */
struct coverage {
	struct keytab periods;                 /* of the whole data */
	struct keytab places, values, triples; /* scope and period; scope and value; all three */
	size_t *in_place;                      /* by place: how many values */
	size_t *of_value;                      /* by value: in how many periods */
	size_t place_cap, value_cap;
	struct buf last; /* scope, period and value of the row before */
	struct buf key;  /* in the making */
};

void coverage_add(struct coverage *c, struct str scope, struct str period, struct str value);

/*
 * Appends scope and value to a key, NUL bytes before them; and takes them off again, and says if
 * the value occurs in its scope in every period of the data.
 */
void coverage_part_add(struct buf *key, struct str scope, struct str value);
bool coverage_part_balanced(struct coverage *c, struct str *key);

/* Says how many reporters there are per period, where they are not the same in all. */
void coverage_report_reporters(const struct coverage *c);

/* Says how many values of `column` every period has. */
void coverage_report_balanced(const struct coverage *c, const char *column);

void coverage_free(struct coverage *c);

/*
 * Which months of each series are there; a series is a year with what else the key tells apart.
 * Zero is a good empty one.
 */
struct months {
	struct keytab series;
	uint16_t *seen; /* by series: a bit per month, bit 0 for the whole year */
	size_t cap;
	size_t last; /* number of the series of the row before, if there is any */
};

/* Notes months, as bits. */
void months_add(struct months *m, struct str series, unsigned seen);

/* The same without the last two parts of the keys, a scope and a value, where that is balanced. */
struct months months_balanced(const struct months *m, struct coverage *c);

/* Names the series that lack months; ends the program for one that has the whole year as well. */
void months_report(const struct months *m);

void months_free(struct months *m);

#endif
