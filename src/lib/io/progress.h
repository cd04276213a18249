/*
 * progress: how far a long run over files has come, on stderr and only when that is a terminal.
 */
#ifndef RELIANCE_LIB_IO_PROGRESS_H
#define RELIANCE_LIB_IO_PROGRESS_H

#include <stddef.h>

/* Adds the size of the regular file `path` to the work ahead; "-" and pipes add nothing. */
void progress_expect(const char *path);

/* `n` more bytes of it have been read. */
void progress_read(size_t n);

/*
 * `done` of `all` steps are behind us, which brought `got`: "3 of 12 questions, 4512 rows, 20 s left".
 */
void progress_count(const char *step, size_t done, size_t all, const char *what, size_t got);

/* What is waited for, while nothing goes on. */
void progress_say(const char *text);

/* Wipes the line, so that a message or the result starts on a clean one. */
void progress_end(void);

#endif
