/*
 * roles: how a table of trade is read by its columns' names alone: which make the group that a
 * share or a rank is within, which say what a row is about, and where its measures begin.
 */
#ifndef RELIANCE_TRADE_ROLES_H
#define RELIANCE_TRADE_ROLES_H

#include "lib/csv/columns.h"

/*
 * The columns of a group: those named in `within`; if null, of period, flow, reporter those there
 * are when there is a column `partner`, else of period, flow.
 */
void roles_within(struct column_list *l, const struct columns *c, const char *within);

/*
 * The column that names the suppliers of a group: `named`; if null, partner, else reporter, of
 * those that are there and are not the group's; else the only other column left of the first
 * measure. If it cannot be told, that is misuse.
 */
size_t roles_supplier(const struct columns *c, const char *named, const struct column_list *within,
    const struct column_list *measures);

/* The place of the leftmost measure: value_usd, net_kg or a column of `named`. */
size_t roles_first_measure(const struct columns *c, const struct column_list *named);

/* What a row is about: the columns named in `identity`; if null, all left of the first measure. */
void roles_identity(struct column_list *l, const struct columns *c, const char *identity,
    const struct column_list *measures);

#endif
