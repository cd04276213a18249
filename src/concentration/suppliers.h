/*
 * suppliers: the suppliers that concentration holds in memory with their values; writes a row per
 * group.
 */
#ifndef RELIANCE_CONCENTRATION_SUPPLIERS_H
#define RELIANCE_CONCENTRATION_SUPPLIERS_H

#include "lib/fold/entries.h"
#include "plan.h"

struct suppliers {
	const struct concentration_plan *plan;
	/* key: group and supplier; data: watch_world() of its row, its values */
	struct entries held;
	struct buf key, row;      /* of the last supplier; its entry */
	unsigned char world_bits; /* watch_world() of all rows, or-ed */
	uint64_t groups;          /* written so far */
	uint64_t zero, lone;      /* totals of 0, totals of one supplier */
};

/* Begins in `s`, which is zeroed; suppliers_free() frees it. The plan must outlive it. */
void suppliers_begin(struct suppliers *s, const struct concentration_plan *plan);

/*
 * Adds a supplier to the group of a key: its value of each measure (MEASURE_EMPTY for none) and
 * watch_world() of its row. All bytes are copied. False if the group already has the supplier.
 */
bool suppliers_add(struct suppliers *s, struct str group, struct str name, unsigned char world_bits,
    const dec *value);

/* The key of the last supplier: group, NUL, name. Valid until the next one is added. */
struct str suppliers_key(const struct suppliers *s);

/*
 * Writes a row for each group in key order and removes the suppliers. Dies if a group holds World
 * and parts of it, or if a total exceeds 128 bits.
 */
void suppliers_write(struct suppliers *s);

void suppliers_free(struct suppliers *s);

#endif
