/*
 * suppliers: those that concentration holds, with their values, and the row that each group of them
 * comes to.
 */
#ifndef RELIANCE_CONCENTRATION_SUPPLIERS_H
#define RELIANCE_CONCENTRATION_SUPPLIERS_H

#include "lib/fold/entries.h"
#include "plan.h"

struct suppliers {
	const struct concentration_plan *plan;
	struct entries held; /* key: group and supplier; data: watch_world() of its row, its values */
	struct buf key, row; /* of the supplier that was added last; its entry */
	unsigned char sides; /* watch_world() of all rows */
	uint64_t groups;     /* written */
	uint64_t zero, lone; /* their totals of 0, and those of one supplier */
};

/* The plan must live as long. */
void suppliers_begin(struct suppliers *s, const struct concentration_plan *plan);

/*
 * Adds a supplier to the group of a key, with its value by measure (PART_EMPTY for none) and what
 * watch_world() says of its row. False if the group has it already.
 */
bool suppliers_add(struct suppliers *s, struct str group, struct str name, unsigned char sides,
    const dec *value);

/* The key of the supplier that was added last: the group's, NUL, its name. */
struct str suppliers_key(const struct suppliers *s);

/*
 * Writes a row for each group, in order of key, and lets the suppliers go. World beside its parts in
 * one group, or a total beyond 128 bits, ends the program.
 */
void suppliers_write(struct suppliers *s);

void suppliers_free(struct suppliers *s);

#endif
