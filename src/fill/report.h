/*
 * report: says on stderr who was filled, from how many partners, and by which ratio.
 */
#ifndef RELIANCE_FILL_REPORT_H
#define RELIANCE_FILL_REPORT_H

#include "rows.h"

struct report {
	dec *value;             /* filled, by series; owned */
	uint64_t rows;          /* filled */
	struct keytab partners; /* pairs of series: the filled one, and that of the partner */
};

/* Adds a filled row. Dies if the value of a country exceeds 128 bits. */
void report_add(struct report *p, const struct held_row *row, dec value);

/*
 * Prints the number of series, and the five of most value; nothing if no row was filled. `range`
 * has the ratios of each series.
 */
void report_print(struct report *p, const struct rows *r, const struct ratio_range *range);

void report_free(struct report *p);

#endif
