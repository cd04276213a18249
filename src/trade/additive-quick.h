/*
 * additive-quick: the part of additive that is inlined: most rows of a series need no look.
 */
#ifndef RELIANCE_TRADE_ADDITIVE_QUICK_H
#define RELIANCE_TRADE_ADDITIVE_QUICK_H

#include "lib/csv/streak.h"

/* The first member of struct additive. */
struct additive_quick {
	bool watching;        /* is any kind of check made? */
	bool settled;         /* rows of the streak without flags need no look */
	int flags;            /* the column, or negative if its letters do not matter */
	struct streak streak; /* rows of one series */
};

#endif
