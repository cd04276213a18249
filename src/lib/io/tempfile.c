#include "tempfile.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/die.h"
#include "lib/mem.h"

static const char *
folder(void)
{
	const char *named = getenv("TMPDIR");

	return named != NULL && *named != '\0' ? named : "/tmp";
}

int
tempfile_create(void)
{
	struct buf path = { 0 };
	sigset_t all, before;

	buf_printf(&path, "%s/%s-XXXXXX", folder(), prog_name());
	/* a signal between the two calls would leave the file behind */
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);
	int fd = mkstemp(path.p);
	int error = fd < 0 || unlink(path.p) < 0 ? errno : 0;
	sigprocmask(SIG_SETMASK, &before, NULL);
	if (error != 0)
		die("creating a temporary file in %s: %s", folder(), strerror(error));
	buf_free(&path);
	return fd;
}

void
tempfile_write(int fd, const void *from, size_t n, uint64_t at)
{
	const char *p = from;

	while (n > 0) {
		ssize_t done = pwrite(fd, p, n, (off_t)at);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			die("writing a temporary file in %s: %s", folder(), strerror(errno));
		p += done;
		n -= (size_t)done;
		at += (size_t)done;
	}
}

void
tempfile_read(int fd, void *to, size_t n, uint64_t at)
{
	char *p = to;

	while (n > 0) {
		ssize_t done = pread(fd, p, n, (off_t)at);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			die("reading a temporary file in %s: %s", folder(),
			    done < 0 ? strerror(errno) : "it ends too early");
		p += done;
		n -= (size_t)done;
		at += (size_t)done;
	}
}

void
tempfile_empty(int fd)
{
	if (ftruncate(fd, 0) != 0)
		die("truncating a temporary file in %s: %s", folder(), strerror(errno));
}

void
tempfile_close(int fd)
{
	(void)close(fd);
}
