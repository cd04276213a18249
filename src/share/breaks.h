/*
 * breaks: series that collapse for one year and come back, which trade seldom does and data often.
 */
#ifndef RELIANCE_SHARE_BREAKS_H
#define RELIANCE_SHARE_BREAKS_H

#include "change.h"

/*
 * Warns about the rows whose first measure is below a quarter of both neighbouring years. These are
 * within twice of each other, and hold over a tenth of a group of over a million; the other rows of
 * the group did not halve. After change_prepare() and totals_close().
 */
void breaks_report(struct change *c, const struct share_table *t);

#endif
