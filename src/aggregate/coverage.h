/*
 * coverage: which values and months the data has. A total over reporters or months means little
 * while some of them are not yet published (real data: 136 reporters in one month, 1 in another).
 */
#ifndef RELIANCE_AGGREGATE_COVERAGE_H
#define RELIANCE_AGGREGATE_COVERAGE_H

#include "lib/hash/keytab.h"

/*
 * The periods in which each value of a column occurs, by scope. A scope is a flow if the key has
 * the flow; else there is one empty scope. A zeroed coverage is empty and ready to use.
 */
struct coverage {
	struct keytab periods;                 /* of the whole data */
	struct keytab slices, values, triples; /* scope and period; scope and value; all three */
	size_t *slice_values;                  /* number of values, by slice */
	size_t *value_periods;                 /* number of periods, by value */
	size_t slice_cap, value_cap;
	struct buf last; /* scope, period and value of the previous row */
	struct buf key;  /* scratch */
};

/* Notes a row's scope, period and value. The strings are copied. */
void coverage_add(struct coverage *c, struct str scope, struct str period, struct str value);

/* Appends scope and value to a key, each after a NUL byte. */
void coverage_key_add(struct buf *key, struct str scope, struct str value);

/*
 * Removes scope and value from the end of a key. True if the value occurs in its scope in every
 * period of the data.
 */
bool coverage_key_balanced(struct coverage *c, struct str *key);

/* The number of periods in which a value occurs in a scope. */
size_t coverage_periods(struct coverage *c, struct str scope, struct str value);

/* Warns if the reporters differ between periods. */
void coverage_report_reporters(const struct coverage *c);

/* Warns how many values of `column` occur in every period. */
void coverage_report_balanced(const struct coverage *c, const char *column);

void coverage_free(struct coverage *c);

/*
 * The months that each series has. A series is a year, with the flow and reporter if the key has
 * them. A zeroed table is empty and ready to use.
 */
struct months {
	struct keytab series;
	uint16_t *seen; /* by series: bit 1 to 12 for a month, bit 0 for the whole year */
	size_t cap;
	size_t last; /* number of the previous row's series; unused if there is none */
};

/* Notes months of a series; `seen` has a bit per month, as above. */
void months_add(struct months *m, struct str series, unsigned seen);

/*
 * The months of the series whose keys end in a scope and a balanced value, without these two parts.
 * The caller frees the result.
 */
struct months months_balanced(const struct months *m, struct coverage *c);

/* Warns about series that lack months. */
void months_report(const struct months *m);

void months_free(struct months *m);

#endif
