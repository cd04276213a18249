/*
 * file: a temporary file with given bytes.
 */
#ifndef RELIANCE_FILE_H
#define RELIANCE_FILE_H

#include <stdlib.h>
#include <unistd.h>

#include "lib/str.h"

/* A descriptor of an unlinked file with these bytes, at its start. */
static inline int
file_of(struct str bytes)
{
	char path[] = "/tmp/unit-XXXXXX";
	int fd = mkstemp(path);

	if (fd < 0 || write(fd, bytes.p, bytes.n) != (ssize_t)bytes.n)
		abort();
	unlink(path);
	lseek(fd, 0, SEEK_SET);
	return fd;
}

#endif
