/*
 * roles: finds the roles of a table's columns by their names: which ones define a group, which one
 * names the supplier, which ones identify a row, and where the measures begin.
 */
#ifndef RELIANCE_TRADE_ROLES_H
#define RELIANCE_TRADE_ROLES_H

#include "lib/csv/columns.h"

/*
 * Adds the columns that define a group to `l`: those named in `within`; if null, those of period,
 * flow, reporter that the table has, without reporter if it has no column `partner`. An unknown
 * column is misuse.
 */
void roles_within(struct column_list *l, const struct columns *c, const char *within);

/*
 * The column that names the suppliers of a group: `named`. If null, it is partner, else reporter,
 * if the table has it outside of `within`; else the only other column left of the first measure. If
 * that is ambiguous, or `named` is in one of the lists, it is misuse.
 */
size_t roles_supplier(const struct columns *c, const char *named, const struct column_list *within,
    const struct column_list *measures);

/* The index of the leftmost measure: value_usd (or another currency), net_kg or a column of
 * `named`; c->n if none. */
size_t roles_first_measure(const struct columns *c, const struct column_list *named);

/*
 * Adds the columns that identify a row to `l`: those named in `identity`; if null, all to the left
 * of the first measure. An unknown column is misuse.
 */
void roles_identity(struct column_list *l, const struct columns *c, const char *identity,
    const struct column_list *measures);

#endif
