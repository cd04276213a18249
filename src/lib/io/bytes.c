#include "bytes.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "gunzip.h"
#include "lib/mem.h"
#include "lib/producer.h"
#include "pipe.h"
#include "progress.h"

enum { PEEK = 4096 };

enum { BLOCK = 256 * 1024, BLOCKS = 4 };

struct bytes {
	struct gunzip *gunzip;
	struct producer *thread; /* decompresses ahead; null: none has been started */
	bool alone;              /* no thread can be started */
	struct block {
		ssize_t n; /* the result of gunzip_read() */
		char bytes[BLOCK];
	} * block;           /* BLOCKS of them, which the thread fills */
	struct block *taken; /* the one being read; null between two */
	size_t at;           /* offset of its next byte */
	uint64_t left;       /* bytes until the limit */
	const char *error;
	char *peek;
	size_t peek_at, peek_n;
};

struct bytes *
bytes_open(const char *path)
{
	int fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);

	return fd < 0 ? NULL : bytes_of(fd);
}

struct bytes *
bytes_of(int fd)
{
	struct bytes *s = mem_zalloc(1, sizeof *s);

	pipe_widen(fd);
	s->gunzip = gunzip_open(fd, inflaters[0]);
	s->left = UINT64_MAX;
	return s;
}

void
bytes_expect(struct bytes *s, const unsigned char sha256[SHA256_BYTES])
{
	gunzip_expect(s->gunzip, sha256);
}

void
bytes_limit(struct bytes *s, uint64_t most)
{
	s->left = most;
}

static bool
make(void *maker, size_t slot)
{
	struct bytes *s = maker;
	struct block *b = &s->block[slot];

	b->n = gunzip_read(s->gunzip, b->bytes, BLOCK);
	return b->n > 0;
}

static void
begin_thread(struct bytes *s)
{
	s->block = mem_alloc(BLOCKS, sizeof *s->block);
	if (gunzip_can_stop(s->gunzip))
		s->thread = producer_begin(make, s, BLOCKS);
	s->alone = s->thread == NULL;
}

/* bytes_read() from the blocks of the thread. */
static ssize_t
read_ahead(struct bytes *s, void *to, size_t cap)
{
	if (s->taken == NULL) {
		s->taken = &s->block[producer_take(s->thread)];
		s->at = 0;
	}
	if (s->taken->n <= 0)
		return s->taken->n; /* the end or an error; keep the block for further calls */
	size_t n = (size_t)s->taken->n - s->at;
	if (n > cap)
		n = cap;
	memcpy(to, s->taken->bytes + s->at, n);
	s->at += n;
	if (s->at == (size_t)s->taken->n) {
		s->taken = NULL;
		producer_give(s->thread);
	}
	return (ssize_t)n;
}

static ssize_t
read_on(struct bytes *s, void *to, size_t cap)
{
	if (s->error != NULL)
		return -1;
	if (s->thread == NULL && !s->alone && gunzip_is_long(s->gunzip))
		begin_thread(s);
	ssize_t n = s->thread != NULL ? read_ahead(s, to, cap) : gunzip_read(s->gunzip, to, cap);
	progress_read(gunzip_taken(s->gunzip));
	if (n < 0)
		s->error = gunzip_error(s->gunzip);
	else if ((uint64_t)n > s->left)
		s->error = "longer than the size limit for this file";
	if (s->error != NULL)
		return -1;
	s->left -= (uint64_t)n;
	return n;
}

ssize_t
bytes_read(struct bytes *s, void *to, size_t cap)
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

/* Does `s` contain a whole line that is not blank? */
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
peek(struct bytes *s, size_t n, bool line)
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
bytes_peek(struct bytes *s, size_t n)
{
	return peek(s, n, false);
}

struct str
bytes_peek_line(struct bytes *s, size_t n)
{
	return peek(s, n, true);
}

const char *
bytes_error(const struct bytes *s)
{
	return s->error;
}

bool
bytes_can_stop(struct bytes *s)
{
	return gunzip_can_stop(s->gunzip);
}

void
bytes_stop(struct bytes *s)
{
	gunzip_stop(s->gunzip);
}

void
bytes_close(struct bytes *s)
{
	if (s->thread != NULL) {
		gunzip_stop(s->gunzip);
		producer_end(s->thread);
	}
	free(s->block);
	gunzip_close(s->gunzip);
	free(s->peek);
	free(s);
}
