/*
 * pace: a rate limit for requests, with exponential backoff after failures.
 */
#ifndef RELIANCE_LIB_IO_PACE_H
#define RELIANCE_LIB_IO_PACE_H

#include <stdint.h>

/* A struct with an interval, otherwise zeroed, is ready to use. */
struct pace {
	unsigned interval; /* milliseconds from one request to the next */
	uint64_t next;     /* when the next request may start, in milliseconds of CLOCK_MONOTONIC */
};

/* Waits until the next request may start, and schedules the one after it. */
void pace_wait(struct pace *p);

/*
 * Delays the next request after consecutive failure number `failures`, from 1. The delay is the
 * interval, doubled with each failure up to a minute, times a random factor from 0.5 to 1, so that
 * clients which failed together do not retry together; but at least `retry_after` seconds.
 */
void pace_back_off(struct pace *p, unsigned failures, uint64_t retry_after);

#endif
