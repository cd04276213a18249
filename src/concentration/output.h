/*
 * output: writes one row per group: its key and the indices of its suppliers.
 */
#ifndef RELIANCE_CONCENTRATION_OUTPUT_H
#define RELIANCE_CONCENTRATION_OUTPUT_H

#include "plan.h"

/* Writes the header line. A result column with the name of a group column is misuse. */
void output_header(const struct concentration_plan *p, bool headerless);

/* Writes the columns of a group's key. */
void output_key(const struct concentration_plan *p, struct str key);

/* Writes the columns of one measure; `counted` suppliers reach the floor. */
void output_group(const struct concentration_plan *p, const struct group *g, uint64_t counted);

#endif
