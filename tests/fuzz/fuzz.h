/*
 * fuzz: what the harnesses share. A harness is LLVMFuzzerTestOneInput(): any bytes in; a wrong
 * answer ends the process, and libFuzzer keeps the bytes.
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

/* What must hold, in builds without assert() too. */
#define CHECK(good) \
	do { \
		if (!(good)) { \
			fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #good); \
			abort(); \
		} \
	} while (0)

/* The bytes as a source: over a file, the way a tool reads. */
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
