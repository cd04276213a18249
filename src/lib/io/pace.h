/*
 * pace: when the next request may go: one in an interval, and after a failure later and later.
 */
#ifndef RELIANCE_LIB_IO_PACE_H
#define RELIANCE_LIB_IO_PACE_H

#include <stdint.h>

/* Zero with an interval is one that has not begun. */
struct pace {
	unsigned interval; /* milliseconds from one request to the next */
	uint64_t next;     /* when that may go, by the clock that never goes back */
};

/* Waits until a request may go, and counts it. */
void pace_wait(struct pace *p);

/*
 * Puts the next request off after the failure number `failures` (from 1): by the interval, doubled
 * with each failure up to a minute, and between half and all of that by chance, so that many who
 * failed at once do not come back at once; by `asked` seconds if that is more.
 */
void pace_put_off(struct pace *p, unsigned failures, uint64_t asked);

#endif
