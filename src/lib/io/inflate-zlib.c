#include "inflate.h"

#include <limits.h>
#include <stdlib.h>
#define ZLIB_CONST
#include <zlib.h>

#include "lib/die.h"
#include "lib/mem.h"

enum { GZIP_WINDOW = 15 + 16 }; /* of inflateInit2(): the largest window, gzip format only */

/* zlib would call a file damaged when memory runs out in the middle. */
static void *
take(void *context, uInt n, uInt size)
{
	(void)context;
	return mem_alloc(n, size);
}

static void
give(void *context, void *p)
{
	(void)context;
	free(p);
}

static void *
begin(void)
{
	z_stream *z = mem_zalloc(1, sizeof *z);

	z->zalloc = take;
	z->zfree = give;
	if (inflateInit2(z, GZIP_WINDOW) != Z_OK)
		die("out of memory");
	return z;
}

static uInt
at_most(size_t n)
{
	return n < UINT_MAX ? (uInt)n : UINT_MAX;
}

static enum inflate_result
step(void *state, struct inflate_io *io)
{
	z_stream *z = state;

	z->next_in = io->in;
	z->avail_in = at_most(io->in_n);
	z->next_out = (unsigned char *)io->out;
	z->avail_out = at_most(io->out_n);
	int status = inflate(z, Z_NO_FLUSH);
	io->in_n -= (size_t)(z->next_in - io->in);
	io->in = z->next_in;
	io->out_n -= (size_t)((char *)z->next_out - io->out);
	io->out = (char *)z->next_out;
	if (status == Z_STREAM_END)
		return inflateReset(z) == Z_OK ? INFLATE_END : INFLATE_BAD;
	return status == Z_OK || status == Z_BUF_ERROR ? INFLATE_MORE : INFLATE_BAD;
}

static void
end(void *state)
{
	inflateEnd(state);
	free(state);
}

const struct inflater inflate_zlib = { "zlib", begin, step, end };
