/*
 * ahead: a thread that makes things ahead of who takes them, in order, so many at the most.
 */
#ifndef RELIANCE_AHEAD_H
#define RELIANCE_AHEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdnoreturn.h>

struct ahead;

/*
 * Starts the thread. It calls make(maker, slot) for the slots 0, 1, .. slots - 1, 0, 1, ..., each
 * when it is free, until make() returns false: that slot was the last. The slots are the caller's,
 * and so is `maker`, which belongs to the thread up to the end. Signals stay with the other
 * threads. Null when the system has no thread to give.
 */
struct ahead *ahead_begin(bool (*make)(void *maker, size_t slot), void *maker, size_t slots);

/* For make(), out of the depth of it: its slot is made, and was the last. Ends the thread. */
noreturn void ahead_quit(void);

/* The slot that was made next, waiting for it; it stays the taker's until ahead_give(). Behind the
 * last one nothing may be taken. */
size_t ahead_take(struct ahead *a);
void ahead_give(struct ahead *a);

/* Waits until the thread is out of make(), the last call of it, and frees all. */
void ahead_end(struct ahead *a);

#endif
