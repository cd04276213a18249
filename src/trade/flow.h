/*
 * flow: the directions of trade. Re-exports (RX) and domestic exports (DX) are included in exports
 * (X), re-imports (RM) in imports (M): never add them to the flow that includes them.
 */
#ifndef RELIANCE_TRADE_FLOW_H
#define RELIANCE_TRADE_FLOW_H

#include <stdint.h>

#include "lib/nearest.h"

enum { FLOWS = 10 }; /* in Comtrade's list */

struct flow {
	struct str code;           /* Comtrade's */
	const struct flow *parent; /* the flow that includes it: itself for M and X, or null */
	const struct flow *mirror; /* the flow that the partner reports, or null */
	uint32_t number;           /* below FLOWS for Comtrade's flows */
};

/* Finds a code of Comtrade, a legacy number (1..4) or a name ("Import"). Null if unknown. */
const struct flow *flow_find(struct str text);

/* Is it one of `flows`? Bit i is the flow with number i. */
static inline bool
flow_is_among(const struct flow *f, unsigned flows)
{
	return f->number < FLOWS && (flows >> f->number & 1) != 0;
}

/* Appends the codes of `flows` (bits) for a message to an empty `to`: "M and X"; nothing for 0. */
void flow_describe(struct buf *to, unsigned flows);

/* Offers all codes and names, as the answer to a misspelt one. */
void flow_offer(struct nearest *n);

/* All codes for a message. */
const char *flow_codes(void);

#endif
