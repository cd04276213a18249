/*
 * bytes: a stream of bytes out of a file or stdin, inflated when it is gzip, beside the caller in
 * a thread of its own when there is much of it.
 */
#ifndef RELIANCE_LIB_IO_BYTES_H
#define RELIANCE_LIB_IO_BYTES_H

#include <stddef.h>
#include <sys/types.h>

#include "lib/str.h"

struct bytes;

/*
 * Opens `path`, or stdin for "-". Returns null when it cannot be opened; errno says why.
 * The caller closes it with bytes_close().
 */
struct bytes *bytes_open(const char *path);

/* The same over an open file, from where it stands; closes it in the end, unless it is stdin. */
struct bytes *bytes_of(int fd);

/* After so many bytes (inflated) that are not the end, reading fails: for who does not trust it. */
void bytes_limit(struct bytes *s, uint64_t most);

/*
 * Up to `cap` bytes into `to`. Returns how many, 0 at the end, -1 on an error that
 * bytes_error() explains; after an error every further call fails too.
 */
ssize_t bytes_read(struct bytes *s, void *to, size_t cap);

/*
 * The first bytes, up to `n` (at most 4096), without taking them: for telling what the input is.
 * Shorter at the end of the input. A null pointer in the result means an error, as bytes_read().
 */
struct str bytes_peek(struct bytes *s, size_t n);

/* The same, but no more than the first line that is not blank: a slow writer may have sent no more.
 */
struct str bytes_peek_line(struct bytes *s, size_t n);

/* What went wrong, for a message; null when nothing did. */
const char *bytes_error(const struct bytes *s);

/*
 * For a bytes_read() in another thread, which may wait for a pipe that never says more: after
 * bytes_can_stop(), which is false when the system has no descriptor left for that, bytes_stop()
 * makes it return at once. What it returns then means nothing.
 */
bool bytes_can_stop(struct bytes *s);
void bytes_stop(struct bytes *s);

void bytes_close(struct bytes *s);

#endif
