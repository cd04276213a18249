/*
 * source against zlib on the whole input at once: the same bytes, and an error where that has one.
 * What is no gzip comes out as it went in.
 */
#include <zlib.h>

#include "fuzz.h"
#include "lib/mem.h"

enum { MOST = 1 << 20 }; /* bytes out: a few bytes of gzip can stand for gigabytes */

static bool
is_gzip(struct str s)
{
	return s.n >= 2 && s.p[0] == '\x1f' && s.p[1] == '\x8b';
}

/* Inflates member after member out of memory into `to`. False on an error. */
static bool
inflate_all(struct str s, struct buf *to)
{
	static char block[65536];
	bool good = true;

	while (good && s.n > 0 && to->n < MOST) {
		z_stream z = { .next_in = (unsigned char *)(uintptr_t)s.p, .avail_in = (uInt)s.n };
		int status = Z_OK;
		if (!is_gzip(s) || inflateInit2(&z, 15 + 16) != Z_OK)
			return false;
		while (status == Z_OK && to->n < MOST) {
			z.next_out = (unsigned char *)block;
			z.avail_out = sizeof block;
			status = inflate(&z, Z_NO_FLUSH);
			buf_add(to, (struct str){ block, sizeof block - z.avail_out });
		}
		good = status == Z_STREAM_END || to->n >= MOST;
		s.p += s.n - z.avail_in;
		s.n = z.avail_in;
		inflateEnd(&z);
	}
	return good;
}

/* Everything that the source gives, read in blocks of `cap`. False on an error. */
static bool
read_source(const uint8_t *data, size_t n, size_t cap, size_t peek, struct buf *to)
{
	static char block[65536];
	struct source *s = source_of_bytes(data, n);
	ssize_t got = 1;

	if (peek > 0) {
		struct str start = source_peek(s, peek);
		CHECK(start.n <= peek);
	}
	while (got > 0 && to->n < MOST) {
		got = source_read(s, block, cap);
		CHECK(got <= (ssize_t)cap);
		if (got > 0)
			buf_add(to, (struct str){ block, (size_t)got });
	}
	CHECK((got < 0) == (source_error(s) != NULL));
	CHECK(got >= 0 || source_read(s, block, cap) < 0);
	source_close(s);
	return got >= 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const size_t caps[] = { 65536, 1000, 7 };
	struct str input = { (const char *)data, n };
	struct buf expected = { 0 }, got = { 0 };
	bool good = true;

	if (is_gzip(input))
		good = inflate_all(input, &expected);
	else
		buf_add(&expected, input);
	if (expected.n >= MOST)
		good = false;
	for (size_t i = 0; i < sizeof caps / sizeof *caps && expected.n < MOST; i++) {
		got.n = 0;
		CHECK(read_source(data, n, caps[i], i * 100, &got) == good);
		/* before an error, how much comes out depends on the blocks */
		CHECK(good ? got.n == expected.n : got.n <= expected.n);
		CHECK(got.n == 0 || memcmp(got.p, expected.p, got.n) == 0);
	}
	buf_free(&expected);
	buf_free(&got);
	return 0;
}
