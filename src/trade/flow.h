/*
 * flow: which way goods go. Re-exports (RX) and domestic exports (DX) are parts of exports (X),
 * re-imports (RM) of imports (M): never to be added to what holds them.
 */
#ifndef RELIANCE_TRADE_FLOW_H
#define RELIANCE_TRADE_FLOW_H

#include <stdint.h>

#include "lib/mem.h"

enum { FLOWS = 10 }; /* that Comtrade lists */

struct flow {
	struct str code;           /* Comtrade's */
	const struct flow *parent; /* the flow that holds it; itself for M and X, null if unknown */
	const struct flow *mirror; /* the flow that the other side reports, or null */
	uint32_t number;           /* below FLOWS for those of Comtrade */
};

/* A code of Comtrade, a legacy number (1..4) or a name ("Import"); null for any other text. */
const struct flow *flow_find(struct str text);

/* Is it one of `flows`, bits by their numbers? */
static inline bool
flow_is_among(const struct flow *f, unsigned flows)
{
	return f->number < FLOWS && (flows >> f->number & 1) != 0;
}

/* The codes of `flows` for a message: "M and X", or "" of none. */
void flow_say(struct buf *to, unsigned flows);

/* All codes for a message. */
const char *flow_codes(void);

#endif
