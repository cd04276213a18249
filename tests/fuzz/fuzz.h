/*
 * fuzz: shared by the harnesses. A harness defines LLVMFuzzerTestOneInput(), which takes any bytes.
 * A failed CHECK aborts the process, and libFuzzer saves the bytes.
 */
#ifndef RELIANCE_FUZZ_H
#define RELIANCE_FUZZ_H

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/io/bytes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* assert() in every build. */
#define CHECK(condition)                                                                          \
	do {                                                                                      \
		if (!(condition)) {                                                               \
			fprintf(                                                                  \
			    stderr, "%s:%d: check failed: %s\n", __FILE__, __LINE__, #condition); \
			abort();                                                                  \
		}                                                                                 \
	} while (0)

/* A reader of these bytes, through a file, as in the tools; bytes_close() frees it. */
static inline struct bytes *
bytes_of_bytes(const void *data, size_t n)
{
	char path[64];

	snprintf(path, sizeof path, "fuzz-input-%ld", (long)getpid());
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	CHECK(fd >= 0 && write(fd, data, n) == (ssize_t)n);
	close(fd);
	struct bytes *s = bytes_open(path);
	CHECK(s != NULL);
	unlink(path);
	return s;
}

#endif
