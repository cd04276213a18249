/*
 * output: a row for each group: its key, and what its suppliers are together.
 */
#ifndef RELIANCE_CONCENTRATION_OUTPUT_H
#define RELIANCE_CONCENTRATION_OUTPUT_H

#include "plan.h"

/* The header line. A column that a group's has the name of is misuse. */
void output_header(const struct concentration_plan *p, bool headerless);

/* The columns of a group's key. */
void output_key(const struct concentration_plan *p, struct str key);

/* The columns of one measure; `counted` suppliers are not below the floor. */
void output_group(const struct concentration_plan *p, const struct group *g, uint64_t counted);

#endif
