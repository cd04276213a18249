#include "gunzip.h"

#include <errno.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "format.h"
#include "lib/mem.h"

enum { RAW = 64 * 1024 };

enum form { UNKNOWN, PLAIN, GZIP };

struct gunzip {
	int fd;
	int stop[2]; /* a pipe; gunzip_stop() closes its write end to wake poll(); -1: none */
	enum form form;
	bool raw_end;   /* the descriptor is at its end */
	bool in_member; /* between a gzip header and its trailer */
	bool full;      /* the last step filled its output: the inflater may have more */
	char inside[2]; /* the first inflated bytes */
	size_t inside_n;
	const char *why;
	int number;         /* errno of a failed read, if `why` is null */
	unsigned char *raw; /* compressed bytes; raw[raw_at..raw_n) is unread */
	size_t raw_at, raw_n;
	uint64_t total;      /* bytes read so far */
	atomic_size_t taken; /* those that gunzip_taken() has not counted yet */
	const struct inflater *inflater;
	void *state;  /* the inflater's */
	bool expects; /* gunzip_expect() was called */
	struct sha256 sum;
	unsigned char expected[SHA256_BYTES];
};

struct gunzip *
gunzip_open(int fd, const struct inflater *inflater)
{
	struct gunzip *g = mem_zalloc(1, sizeof *g);

	g->fd = fd;
	g->stop[0] = g->stop[1] = -1;
	g->raw = mem_alloc(RAW, 1);
	g->inflater = inflater;
	return g;
}

static ssize_t
fail(struct gunzip *g, const char *why)
{
	g->why = why;
	return -1;
}

/* Waits for the descriptor. False if gunzip_stop() was called. */
static bool
wait_for_bytes(struct gunzip *g)
{
	struct pollfd fds[2] = { { .fd = g->fd, .events = POLLIN }, { .fd = g->stop[0] } };

	while (poll(fds, 2, -1) < 0 && errno == EINTR)
		continue;
	return fds[1].revents == 0;
}

/* Is it worth trying to read again after this errno? Waits where a descriptor does not block. */
static bool
may_read_again(struct gunzip *g, int error)
{
	if (error == EAGAIN || error == EWOULDBLOCK)
		return wait_for_bytes(g);
	return error == EINTR;
}

/* Compares the SHA-256 of all bytes with the expected one; returns like gunzip_read(). */
static ssize_t
check_sum(struct gunzip *g)
{
	unsigned char digest[SHA256_BYTES];

	g->expects = false;
	sha256_end(&g->sum, digest);
	if (memcmp(digest, g->expected, sizeof digest) == 0)
		return 0;
	return fail(g, "its SHA-256 is not the one in SHA256SUMS: it was changed, or is damaged; "
		       "reliance-refresh --rebuild makes it again");
}

/* Reads from the descriptor; returns like gunzip_read(). */
static ssize_t
read_fd(struct gunzip *g, void *to, size_t cap)
{
	ssize_t n = -1;

	if (g->stop[0] >= 0 && !wait_for_bytes(g))
		return fail(g, "reading was stopped");
	do
		n = read(g->fd, to, cap);
	while (n < 0 && may_read_again(g, errno));
	if (n < 0)
		g->number = errno;
	if (n == 0)
		g->raw_end = true;
	if (n == 0 && g->expects)
		return check_sum(g);
	if (n > 0) {
		if (g->expects)
			sha256_add(&g->sum, to, (size_t)n);
		g->total += (uint64_t)n;
		atomic_fetch_add(&g->taken, (size_t)n);
	}
	return n;
}

/* Reads until the raw buffer has at least `want` bytes, or the end. False on an error. */
static bool
fill_raw(struct gunzip *g, size_t want)
{
	if (g->raw_at > 0) {
		memmove(g->raw, g->raw + g->raw_at, g->raw_n - g->raw_at);
		g->raw_n -= g->raw_at;
		g->raw_at = 0;
	}
	while (g->raw_n < want && !g->raw_end) {
		ssize_t n = read_fd(g, g->raw + g->raw_n, RAW - g->raw_n);
		if (n < 0)
			return false;
		g->raw_n += (size_t)n;
	}
	return true;
}

static bool
at_gzip_magic(const struct gunzip *g)
{
	return g->raw_n - g->raw_at >= 2 && g->raw[g->raw_at] == 0x1f &&
	       g->raw[g->raw_at + 1] == 0x8b;
}

/* Skips zeros up to the end: tapes and blocks are padded with them. False if something follows. */
static bool
skip_padding(struct gunzip *g)
{
	do
		while (g->raw_at < g->raw_n)
			if (g->raw[g->raw_at++] != 0)
				return fail(g, "bytes after the end of the gzip data") == 0;
	while (fill_raw(g, 1) && g->raw_n > 0);
	return g->number == 0 && g->why == NULL;
}

/* Starts the next member. Returns 1, 0 if there is none, -1 on an error. */
static int
next_member(struct gunzip *g)
{
	if (!fill_raw(g, 2))
		return -1;
	if (!at_gzip_magic(g))
		return skip_padding(g) ? 0 : -1;
	g->in_member = true;
	return 1;
}

/* Decompresses from the raw buffer, up to the end of the member. False on an error. */
static bool
inflate_some(struct gunzip *g, struct inflate_io *to)
{
	size_t left = g->raw_n - g->raw_at;

	to->in = g->raw + g->raw_at;
	to->in_n = left;
	enum inflate_result result = g->inflater->step(g->state, to);
	g->raw_at += left - to->in_n;
	g->in_member = result != INFLATE_END;
	g->full = to->out_n == 0;
	if (result == INFLATE_BAD)
		fail(g, "damaged gzip data");
	return result != INFLATE_BAD;
}

/* Must the descriptor be read before the next step? */
static bool
needs_bytes(const struct gunzip *g)
{
	size_t left = g->raw_n - g->raw_at;

	return g->in_member ? left == 0 && !g->full : left < 2;
}

/* Makes the next step possible. Returns 1, 0 at the end, -1 on an error. */
static int
prepare(struct gunzip *g)
{
	if (!g->in_member)
		return next_member(g);
	if (!needs_bytes(g))
		return 1;
	if (!fill_raw(g, 1))
		return -1;
	return needs_bytes(g) ? (int)fail(g, "gzip data ends too early: the file was cut off") : 1;
}

static ssize_t
read_gzip(struct gunzip *g, char *to, size_t cap)
{
	struct inflate_io io = { .out = to, .out_n = cap };

	if (g->state == NULL)
		g->state = g->inflater->begin();
	while (io.out_n > 0 && (io.out_n == cap || !needs_bytes(g))) {
		int more = prepare(g);
		if (more > 0 && !inflate_some(g, &io))
			more = -1;
		if (more <= 0 && io.out_n == cap)
			return more;
		if (more <= 0)
			break; /* return the bytes before the error first */
	}
	return (ssize_t)(cap - io.out_n);
}

static ssize_t
read_plain(struct gunzip *g, void *to, size_t cap)
{
	size_t left = g->raw_n - g->raw_at;

	if (left == 0)
		return g->raw_end ? 0 : read_fd(g, to, cap);
	if (left > cap)
		left = cap;
	memcpy(to, g->raw + g->raw_at, left);
	g->raw_at += left;
	return (ssize_t)left;
}

/* Looks at the first inflated bytes, of which `n` more have come: is it gzip data once more? */
static bool
is_text_inside(struct gunzip *g, const char *bytes, ssize_t n)
{
	if (g->inside_n == sizeof g->inside)
		return true;
	for (ssize_t i = 0; i < n && g->inside_n < sizeof g->inside; i++)
		g->inside[g->inside_n++] = bytes[i];
	const char *inside = format_of(g->inside, g->inside_n);
	if (inside != NULL)
		g->why = inside;
	return inside == NULL;
}

ssize_t
gunzip_read(struct gunzip *g, void *to, size_t cap)
{
	if (g->why != NULL || g->number != 0)
		return -1;
	if (g->form == UNKNOWN) {
		if (!fill_raw(g, 2))
			return -1;
		g->form = at_gzip_magic(g) ? GZIP : PLAIN;
		const char *other =
		    g->form == PLAIN ? format_of(g->raw + g->raw_at, g->raw_n - g->raw_at) : NULL;
		if (other != NULL)
			return fail(g, other);
	}
	if (g->form == PLAIN)
		return read_plain(g, to, cap);
	ssize_t n = read_gzip(g, to, cap);
	return is_text_inside(g, to, n) ? n : -1;
}

void
gunzip_expect(struct gunzip *g, const unsigned char sha256[SHA256_BYTES])
{
	g->expects = true;
	g->sum = sha256_begin();
	memcpy(g->expected, sha256, sizeof g->expected);
}

const char *
gunzip_error(const struct gunzip *g)
{
	return g->why == NULL && g->number != 0 ? strerror(g->number) : g->why;
}

size_t
gunzip_taken(struct gunzip *g)
{
	return atomic_exchange(&g->taken, 0);
}

bool
gunzip_is_long(const struct gunzip *g)
{
	return g->form == GZIP && g->total > RAW;
}

bool
gunzip_can_stop(struct gunzip *g)
{
	int ends[2];

	if (g->stop[0] >= 0)
		return true;
	if (pipe(ends) != 0)
		return false;
	g->stop[0] = ends[0];
	g->stop[1] = ends[1];
	return true;
}

void
gunzip_stop(struct gunzip *g)
{
	if (g->stop[1] >= 0)
		close(g->stop[1]);
	g->stop[1] = -1;
}

void
gunzip_close(struct gunzip *g)
{
	if (g->state != NULL)
		g->inflater->end(g->state);
	for (int i = 0; i < 2; i++)
		if (g->stop[i] >= 0)
			close(g->stop[i]);
	if (g->fd != STDIN_FILENO)
		close(g->fd);
	free(g->raw);
	free(g);
}
