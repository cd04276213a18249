#include "source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

#include "mem.h"
#include "progress.h"

enum {
	RAW = 64 * 1024,
	PEEK = 4096,
	GZIP_WINDOW = 15 + 16, /* zlib: largest window, gzip wrapper only */
};

enum form { UNKNOWN, PLAIN, GZIP };

struct source {
	int fd;
	enum form form;
	bool raw_end;   /* the descriptor has no more bytes */
	bool in_member; /* between a gzip header and its trailer */
	bool has_z;     /* z is initialised */
	const char *error;
	unsigned char *raw; /* bytes as read; raw[raw_at .. raw_n) are not used yet */
	size_t raw_at, raw_n;
	char *peek;
	size_t peek_at, peek_n;
	z_stream z;
};

struct source *
source_open(const char *path)
{
	int fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return NULL;
	struct source *s = mem_zalloc(1, sizeof *s);
	s->fd = fd;
	s->raw = mem_alloc(RAW, 1);
	return s;
}

/* Bytes from the descriptor. Returns as source_read(). */
static ssize_t
read_fd(struct source *s, void *to, size_t cap)
{
	for (;;) {
		ssize_t n = read(s->fd, to, cap);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			s->error = strerror(errno);
		if (n == 0)
			s->raw_end = true;
		if (n > 0)
			progress_read((size_t)n);
		return n;
	}
}

/* Tops up the raw buffer so that at least `want` bytes are there, or all that are left. */
static bool
fill_raw(struct source *s, size_t want)
{
	if (s->raw_at > 0) {
		memmove(s->raw, s->raw + s->raw_at, s->raw_n - s->raw_at);
		s->raw_n -= s->raw_at;
		s->raw_at = 0;
	}
	while (s->raw_n < want && !s->raw_end) {
		ssize_t n = read_fd(s, s->raw + s->raw_n, RAW - s->raw_n);
		if (n < 0)
			return false;
		s->raw_n += (size_t)n;
	}
	return true;
}

static bool
at_gzip_magic(const struct source *s)
{
	return s->raw_n - s->raw_at >= 2 && s->raw[s->raw_at] == 0x1f &&
	       s->raw[s->raw_at + 1] == 0x8b;
}

static ssize_t
fail(struct source *s, const char *why)
{
	s->error = why;
	return -1;
}

/* Starts the next gzip member. Returns 1, 0 when there is none, -1 on an error. */
static int
next_member(struct source *s)
{
	if (!fill_raw(s, 2))
		return -1;
	if (s->raw_at == s->raw_n)
		return 0;
	if (!at_gzip_magic(s))
		return (int)fail(s, "bytes after the end of the gzip data");
	if ((s->has_z ? inflateReset(&s->z) : inflateInit2(&s->z, GZIP_WINDOW)) != Z_OK)
		return (int)fail(s, "zlib cannot start");
	s->has_z = true;
	s->in_member = true;
	return 1;
}

static ssize_t
read_gzip(struct source *s, void *to, size_t cap)
{
	size_t got = 0;

	if (cap > UINT32_MAX)
		cap = UINT32_MAX;
	while (got == 0) {
		int more = s->in_member ? 1 : next_member(s);
		if (more <= 0)
			return more;
		if (s->raw_at == s->raw_n && !fill_raw(s, 1))
			return -1;
		if (s->raw_at == s->raw_n)
			return fail(s, "gzip data ends too early: the file was cut off");
		s->z.next_in = s->raw + s->raw_at;
		s->z.avail_in = (uInt)(s->raw_n - s->raw_at);
		s->z.next_out = to;
		s->z.avail_out = (uInt)cap;
		int status = inflate(&s->z, Z_NO_FLUSH);
		s->raw_at = s->raw_n - s->z.avail_in;
		got = cap - s->z.avail_out;
		if (status == Z_STREAM_END)
			s->in_member = false;
		else if (status != Z_OK && status != Z_BUF_ERROR)
			return fail(s, "damaged gzip data");
	}
	return (ssize_t)got;
}

static ssize_t
read_plain(struct source *s, void *to, size_t cap)
{
	size_t left = s->raw_n - s->raw_at;

	if (left == 0)
		return s->raw_end ? 0 : read_fd(s, to, cap);
	if (left > cap)
		left = cap;
	memcpy(to, s->raw + s->raw_at, left);
	s->raw_at += left;
	return (ssize_t)left;
}

static ssize_t
read_on(struct source *s, void *to, size_t cap)
{
	if (s->error != NULL)
		return -1;
	if (s->form == UNKNOWN) {
		if (!fill_raw(s, 2))
			return -1;
		s->form = at_gzip_magic(s) ? GZIP : PLAIN;
	}
	return s->form == GZIP ? read_gzip(s, to, cap) : read_plain(s, to, cap);
}

ssize_t
source_read(struct source *s, void *to, size_t cap)
{
	size_t left = s->peek_n - s->peek_at;

	if (left == 0)
		return read_on(s, to, cap);
	if (left > cap)
		left = cap;
	memcpy(to, s->peek + s->peek_at, left);
	s->peek_at += left;
	return (ssize_t)left;
}

/* Is there a line in `s` that is not blank, with its end? */
static bool
has_line(struct str s)
{
	bool blank = true;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n' && !blank)
			return true;
		blank &= is_blank(s.p[i]) || s.p[i] == '\n' || s.p[i] == '\r';
	}
	return false;
}

static struct str
peek(struct source *s, size_t n, bool line)
{
	if (s->peek == NULL)
		s->peek = mem_alloc(PEEK, 1);
	if (n > PEEK)
		n = PEEK;
	while (s->peek_n < n && !(line && has_line((struct str){ s->peek, s->peek_n }))) {
		ssize_t got = read_on(s, s->peek + s->peek_n, n - s->peek_n);
		if (got < 0)
			return (struct str){ NULL, 0 };
		if (got == 0)
			break;
		s->peek_n += (size_t)got;
	}
	return (struct str){ s->peek, s->peek_n };
}

struct str
source_peek(struct source *s, size_t n)
{
	return peek(s, n, false);
}

struct str
source_peek_line(struct source *s, size_t n)
{
	return peek(s, n, true);
}

const char *
source_error(const struct source *s)
{
	return s->error;
}

void
source_close(struct source *s)
{
	if (s->has_z)
		inflateEnd(&s->z);
	if (s->fd != STDIN_FILENO)
		close(s->fd);
	free(s->raw);
	free(s->peek);
	free(s);
}
