/*
 * gunzip: the bytes behind a descriptor, inflated when they are gzip.
 *
 * Gzip is known by its first two bytes (RFC 1952), members that follow each other are one stream
 * as in gzip(1), and a member that is cut short is an error, never an early end.
 */
#ifndef RELIANCE_LIB_IO_GUNZIP_H
#define RELIANCE_LIB_IO_GUNZIP_H

#include <stdbool.h>
#include <sys/types.h>

#include "inflate.h"

struct gunzip;

/*
 * Over descriptor `fd`, which gunzip_close() closes unless it is stdin. Reads nothing yet. Never
 * null.
 */
struct gunzip *gunzip_open(int fd, const struct inflater *inflater);

/*
 * Up to `cap` bytes into `to`; waits for the descriptor only when there is none to give. Returns
 * how many, 0 at the end, -1 on an error that gunzip_error() explains, and again at every further
 * call. Bytes before a damage come before the error.
 */
ssize_t gunzip_read(struct gunzip *g, void *to, size_t cap);

/* What went wrong, for a message; null when nothing did. */
const char *gunzip_error(const struct gunzip *g);

/* How many bytes were taken from the descriptor since the last call. Any thread may ask. */
size_t gunzip_taken(struct gunzip *g);

/* True when it is gzip, and so much that a thread of its own for it pays. */
bool gunzip_is_long(const struct gunzip *g);

/*
 * For a gunzip_read() in another thread, which may wait for a pipe that never says more: after
 * gunzip_can_stop(), which is false when the system has no descriptor left for that,
 * gunzip_stop() makes it return at once. What it returns then means nothing.
 */
bool gunzip_can_stop(struct gunzip *g);
void gunzip_stop(struct gunzip *g);

void gunzip_close(struct gunzip *g);

#endif
