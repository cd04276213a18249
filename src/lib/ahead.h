/*
 * ahead: a thread that reads ahead of who needs the bytes, at most four blocks of 256 KB.
 */
#ifndef RELIANCE_AHEAD_H
#define RELIANCE_AHEAD_H

#include <sys/types.h>

struct ahead;

/*
 * Starts the thread, which calls read(from, block, its size) until that returns 0 or less; what it
 * returns with fewer bytes is handed on as it is. Signals stay with the other threads. Null when
 * the system has no thread to give. `from` belongs to the thread up to the end.
 */
struct ahead *ahead_begin(ssize_t (*read)(void *from, void *to, size_t cap), void *from);

/* Up to `cap` bytes into `to`, waiting for some. Returns what read() did, 0 or -1 again and again.
 */
ssize_t ahead_read(struct ahead *a, void *to, size_t cap);

/* Waits until the thread is out of read(), the last call of it, and frees all. */
void ahead_end(struct ahead *a);

#endif
