/*
 * tempfile: an unnamed file in $TMPDIR or /tmp, which disappears when the program ends, however it
 * ends.
 *
 * Any failure ends the program with a message that names the folder.
 */
#ifndef RELIANCE_LIB_IO_TEMPFILE_H
#define RELIANCE_LIB_IO_TEMPFILE_H

#include <stddef.h>
#include <stdint.h>

/* Creates the file and unlinks it at once; returns its descriptor. */
int tempfile_create(void);

/* Write or read exactly `n` bytes at the offset `at`. */
void tempfile_write(int fd, const void *from, size_t n, uint64_t at);
void tempfile_read(int fd, void *to, size_t n, uint64_t at);

/* Truncates it to length 0. */
void tempfile_empty(int fd);

/* Closes it, which frees its disk space. */
void tempfile_close(int fd);

#endif
