/*
 * output: the rows that are filled in, in the order of their bytes, and the report of them.
 */
#ifndef RELIANCE_FILL_OUTPUT_H
#define RELIANCE_FILL_OUTPUT_H

#include "rows.h"

struct fill_plan {
	dec cif;   /* --cif: imports divided by exports where a country has no ratio of its own */
	bool band; /* --band */
};

/* Writes the current row of `in` as it was read, with the band of a reported value. */
void output_row(const struct fill_plan *p, const struct rows *r, const struct tablein *in);

/* Writes the filled rows, and says on stderr who was filled. */
void output_filled(const struct fill_plan *p, struct rows *r);

#endif
