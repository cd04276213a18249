/*
 * suppliers: the suppliers that concentration holds in memory with their values; writes a row per
 * group.
 */
#ifndef RELIANCE_CONCENTRATION_SUPPLIERS_H
#define RELIANCE_CONCENTRATION_SUPPLIERS_H

#include "lib/fold/entries.h"
#include "lib/hash/keytab.h"
#include "plan.h"
#include "trade/known.h"

struct suppliers {
	const struct concentration_plan *plan;
	struct known *known;  /* what is missing, by number of the group */
	struct keytab groups; /* those that it knows */
	/* key: group and supplier; data: watch_world() of its row, is it unranked, its values */
	struct entries held;
	struct buf key, row;      /* of the last supplier; its entry */
	unsigned char world_bits; /* watch_world() of all rows, or-ed */
	uint64_t written;         /* groups so far */
	uint64_t zero, lone;      /* totals of 0, totals of one supplier */
};

/* A row of a supplier. */
struct supplier_row {
	struct str group, name;
	unsigned char world_bits; /* watch_world() */
	bool unranked;
	const dec *value; /* of each measure, MEASURE_EMPTY for none */
};

/*
 * Begins in `s`, which is zeroed; suppliers_free() frees it. The plan and `known`, which is cleared
 * with the groups, must outlive it.
 */
void suppliers_begin(
    struct suppliers *s, const struct concentration_plan *plan, struct known *known);

/* The number of a group for `known`, new or not. */
size_t suppliers_group(struct suppliers *s, struct str key);

/* Adds a supplier to its group. All bytes are copied. False if the group has it already. */
bool suppliers_add(struct suppliers *s, struct supplier_row row);

/* The key of the last supplier: group, NUL, name. Valid until the next one is added. */
struct str suppliers_key(const struct suppliers *s);

/*
 * Writes a row for each group in key order and removes the suppliers. Dies if a group holds World
 * and parts of it, or if a total exceeds 128 bits.
 */
void suppliers_write(struct suppliers *s);

void suppliers_free(struct suppliers *s);

#endif
