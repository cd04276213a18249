/*
 * unranked: rows that have no rank, of --unranked: areas not elsewhere specified are no suppliers.
 */
#ifndef RELIANCE_TRADE_UNRANKED_H
#define RELIANCE_TRADE_UNRANKED_H

#include "lib/csv/where.h"

/*
 * Does any of the conditions hold for a row? The value "nes" is every code that is not a country.
 */
bool unranked_holds(const struct where *w, const struct str *field);

#endif
