/*
 * producer: a thread that makes things ahead of who takes them, in order, so many at the most.
 */
#ifndef RELIANCE_LIB_PRODUCER_H
#define RELIANCE_LIB_PRODUCER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdnoreturn.h>

struct producer;

/*
 * Starts the thread. It calls make(maker, slot) for the slots 0, 1, .. slots - 1, 0, 1, ..., each
 * when it is free, until make() returns false: that slot was the last. The slots are the caller's,
 * and so is `maker`, which belongs to the thread up to the end. Signals stay with the other
 * threads. Null when the system has no thread to give.
 */
struct producer *producer_begin(bool (*make)(void *maker, size_t slot), void *maker, size_t slots);

/* For make(), out of the depth of it: its slot is made, and was the last. Ends the thread. */
noreturn void producer_quit(void);

/* The slot that was made next, waiting for it; it stays the taker's until producer_give(). Behind the
 * last one nothing may be taken. */
size_t producer_take(struct producer *a);
void producer_give(struct producer *a);

/* Waits until the thread is out of make(), the last call of it, and frees all. */
void producer_end(struct producer *a);

#endif
