/*
 * misnamed: reports a column that was probably meant to be one of those that the filters look for:
 * "Flow", " period", "Year". Filters match names exactly, so such a column is neither a default nor
 * guarded.
 */
#ifndef RELIANCE_TRADE_MISNAMED_H
#define RELIANCE_TRADE_MISNAMED_H

#include "lib/csv/columns.h"

/*
 * Warns if the table has no column `name`, but one of nearly that name. Not if that one is in
 * `used`, the columns that the user named.
 */
void misnamed_report(const struct columns *c, const char *name, const struct column_list *used);

#endif
