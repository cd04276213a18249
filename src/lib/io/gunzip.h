/*
 * gunzip: reads from a descriptor, and decompresses if the data is gzip (RFC 1952).
 *
 * Gzip is recognised by its first two bytes. Consecutive members are one stream, as for gzip(1). A
 * truncated member is an error, never an early end.
 */
#ifndef RELIANCE_LIB_IO_GUNZIP_H
#define RELIANCE_LIB_IO_GUNZIP_H

#include <stdbool.h>
#include <sys/types.h>

#include "inflate.h"
#include "sha256.h"

struct gunzip;

/*
 * Reads from descriptor `fd`, which gunzip_close() will close unless it is stdin. Does not read
 * yet. Never null.
 */
struct gunzip *gunzip_open(int fd, const struct inflater *inflater);

/*
 * Reads up to `cap` bytes into `to`. Waits for the descriptor only if it has no byte to return.
 * Returns their number, 0 at the end, or -1 on an error; see gunzip_error(). After an error every
 * call fails. The bytes before the damaged data are returned before the error.
 */
ssize_t gunzip_read(struct gunzip *g, void *to, size_t cap);

/*
 * Makes reading fail at the end if the SHA-256 of the descriptor's bytes is another than this. To
 * be called before the first gunzip_read().
 */
void gunzip_expect(struct gunzip *g, const unsigned char sha256[SHA256_BYTES]);

/* The error, for a message; null if there is none. */
const char *gunzip_error(const struct gunzip *g);

/* The number of bytes read from the descriptor since the last call. May be called in any thread. */
size_t gunzip_taken(struct gunzip *g);

/* Is it gzip data, and more than 64 KiB so far, so that a thread is worth its cost? */
bool gunzip_is_long(const struct gunzip *g);

/* Interrupt a gunzip_read() in another thread; as bytes_can_stop() and bytes_stop() in bytes.h. */
bool gunzip_can_stop(struct gunzip *g);
void gunzip_stop(struct gunzip *g);

/* Closes the descriptor and frees the reader. */
void gunzip_close(struct gunzip *g);

#endif
