/*
 * progress: how far a long run over files has come, on stderr and only when that is a terminal.
 */
#ifndef RELIANCE_PROGRESS_H
#define RELIANCE_PROGRESS_H

#include <stddef.h>

/* Adds the size of the regular file `path` to the work ahead; "-" and pipes add nothing. */
void progress_expect(const char *path);

/* `n` more bytes of it have been read. */
void progress_read(size_t n);

/* Wipes the line, so that a message or the result starts on a clean one. */
void progress_end(void);

#endif
