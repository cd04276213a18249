/*
 * defaults: says where the columns that aggregate uses by default are not those of trade CSV.
 */
#ifndef RELIANCE_AGGREGATE_DEFAULTS_H
#define RELIANCE_AGGREGATE_DEFAULTS_H

#include "plan.h"

/*
 * Warns if there is no --by and a column of the default key is missing, of what the key is then;
 * and of sums that are missing although there is a column of nearly their name.
 */
void defaults_report(
    const struct fold_plan *p, const struct plan_options *o, const struct columns *c);

#endif
