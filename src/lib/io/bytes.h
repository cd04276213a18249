/*
 * bytes: a stream of bytes from a file or stdin, decompressed if it is gzip. Long gzip input is
 * decompressed ahead of the caller, in a producer thread.
 */
#ifndef RELIANCE_LIB_IO_BYTES_H
#define RELIANCE_LIB_IO_BYTES_H

#include <stddef.h>
#include <sys/types.h>

#include "lib/str.h"
#include "sha256.h"

struct bytes;

/* Opens the file `path`, or stdin if it is "-". Returns null, and sets errno, if that fails. */
struct bytes *bytes_open(const char *path);

/* Reads from an open descriptor, which bytes_close() will close unless it is stdin. Never null. */
struct bytes *bytes_of(int fd);

/*
 * Makes reading fail at the end of the file if its SHA-256, as it is stored, is another than this.
 * To be called before the first bytes are read.
 */
void bytes_expect(struct bytes *s, const unsigned char sha256[SHA256_BYTES]);

/*
 * Makes reading fail after `most` decompressed bytes, as a protection against decompression bombs.
 */
void bytes_limit(struct bytes *s, uint64_t most);

/*
 * Reads up to `cap` bytes into `to`. Returns their number, 0 at the end, or -1 on an error; see
 * bytes_error(). After an error every call fails.
 */
ssize_t bytes_read(struct bytes *s, void *to, size_t cap);

/*
 * Returns the first `n` bytes (at most 4096) without consuming them, to detect the format of the
 * input. Fewer if the input is shorter. A null pointer in the result is an error, as in
 * bytes_read(). Valid until bytes_close(). Must not be called after bytes_read().
 */
struct str bytes_peek(struct bytes *s, size_t n);

/*
 * The same, but stops reading after the first line that is not blank: a slow writer may not have
 * sent more yet.
 */
struct str bytes_peek_line(struct bytes *s, size_t n);

/* The error, for a message; null if there is none. */
const char *bytes_error(const struct bytes *s);

/*
 * Interrupt a bytes_read() in another thread, which may be waiting for a pipe. bytes_can_stop()
 * must be called before that thread starts; it returns false if there is no file descriptor left.
 * Then bytes_stop() makes the pending and all further calls return; ignore their results.
 */
bool bytes_can_stop(struct bytes *s);
void bytes_stop(struct bytes *s);

/* Closes the input, ends the thread and frees the stream. */
void bytes_close(struct bytes *s);

#endif
