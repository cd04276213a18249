/*
 * producer: a bounded producer thread. It makes items in order, at most `slots` ahead of the
 * consumer, which is the thread that called producer_begin().
 *
 * An item is the contents of a slot, an element of an array of the caller's that the producer knows
 * by its index only. A slot belongs to the producer until it is made, then to the consumer until
 * producer_give(). The thread may neither print nor exit: see die_divert() and producer_quit().
 */
#ifndef RELIANCE_LIB_PRODUCER_H
#define RELIANCE_LIB_PRODUCER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdnoreturn.h>

struct producer;

/*
 * Starts the thread. It calls make(maker, slot) with the slots 0, 1, ..., slots - 1, 0, 1, ...,
 * each as soon as it is free, until make() returns false: that slot is the last. `maker` belongs to
 * the thread until producer_end(). The thread receives no signals. Returns null if the system
 * cannot create a thread.
 */
struct producer *producer_begin(bool (*make)(void *maker, size_t slot), void *maker, size_t slots);

/* Ends the thread from within make(), at any depth. The current slot is made, and is the last. */
noreturn void producer_quit(void);

/* Waits for the next slot and returns it. Must not be called after the last slot. */
size_t producer_take(struct producer *p);

/* Returns the slot taken last to the producer. */
void producer_give(struct producer *p);

/* Waits for the current call of make(), which is the last, to return; frees the producer. */
void producer_end(struct producer *p);

#endif
