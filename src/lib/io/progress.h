/*
 * progress: a progress line on stderr, only if that is a terminal.
 */
#ifndef RELIANCE_LIB_IO_PROGRESS_H
#define RELIANCE_LIB_IO_PROGRESS_H

#include <stddef.h>

/* Adds the size of the regular file `path` to the expected total; "-" and pipes add nothing. */
void progress_expect(const char *path);

/*
 * Counts `n` bytes of input as read, and updates the line if it is due. May be called in any
 * thread.
 */
void progress_read(size_t n);

/*
 * Shows that `done` of `all` steps are finished and have brought `got` items: with the steps
 * "request" and the items "row", "3 of 12 requests, 4512 rows, 20 s left".
 */
void progress_count(const char *step, size_t done, size_t all, const char *item, size_t got);

/* Shows what the program is waiting for. */
void progress_show(const char *text);

/* Erases the line, so that a message or the result starts on a clean one. */
void progress_end(void);

#endif
