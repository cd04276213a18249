/*
 * tempfile: a file without a name that is gone when the program is, in $TMPDIR or /tmp.
 *
 * Whatever goes wrong with it ends the program with words that name the folder.
 */
#ifndef RELIANCE_LIB_IO_TEMPFILE_H
#define RELIANCE_LIB_IO_TEMPFILE_H

#include <stddef.h>
#include <stdint.h>

/* Creates one; returns its descriptor. */
int tempfile_create(void);

/* Writes or reads all of `n` bytes at `place`. */
void tempfile_write(int fd, const void *from, size_t n, uint64_t place);
void tempfile_read(int fd, void *to, size_t n, uint64_t place);

/* Forgets all that is in it. */
void tempfile_empty(int fd);

/* Closes it, and its space is free again. */
void tempfile_close(int fd);

#endif
