/*
 * groups: codes of groups of countries, which sources report in addition to the members.
 */
#ifndef RELIANCE_TRADE_GROUPS_H
#define RELIANCE_TRADE_GROUPS_H

#include "lib/str.h"

/*
 * The built-in bloc whose members a group has: EU for EUR, Comtrade's code of the European Union.
 * Any other code is returned as it is.
 */
struct str groups_bloc(struct str code);

/* Is it a code of a group of countries (EUR), or the name of a built-in bloc (EU27)? */
bool groups_has(struct str code);

/* A group of countries and a member of it. */
struct membership {
	struct str group, member;
};

/* Finds a group beside a member of it on that day (YYYYMMDD; 0: on any) among `n` codes. */
bool groups_find_member(const struct str *code, size_t n, int date, struct membership *found);

#endif
