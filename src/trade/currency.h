/*
 * currency: ISO 4217 codes, and the columns whose names end in one: value_usd, value_eur.
 */
#ifndef RELIANCE_TRADE_CURRENCY_H
#define RELIANCE_TRADE_CURRENCY_H

#include "lib/csv/columns.h"

/* Is it a code, in capitals or small letters? */
bool is_currency(struct str code);

/* Is it the name of a column of values: value_, and a code in small letters? */
bool is_value_name(struct str name);

/*
 * The name of the table's column of values, which is the default measure of every filter, with a
 * NUL behind it; "value_usd" if it has none. Two of them are misuse.
 */
struct str value_name(const struct columns *c);

#endif
