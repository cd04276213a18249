/*
 * basket-table: the columns of baskets.csv, the codes of the built-in baskets.
 */
#ifndef RELIANCE_TRADE_BASKET_TABLE_H
#define RELIANCE_TRADE_BASKET_TABLE_H

#include "table.h"

enum { BASKET, EDITION, CODE };

#endif
