/*
 * bytes: bytes_read(), and gunzip with every inflater of this build, compared with zlib on the
 * whole input at once: equal bytes, and an error if zlib has one, however the input is split into
 * reads. Input that is not gzip is passed through, unless it is known not to be text.
 */
#include <sys/socket.h>
#include <zlib.h>

#include "fuzz.h"
#include "lib/io/format.h"
#include "lib/io/gunzip.h"
#include "lib/mem.h"

enum { MOST = 1 << 20 }; /* bytes out: a few bytes of gzip can inflate to gigabytes */

enum verdict { GOOD, BAD, UNUSED_CODES /* only zlib rejects these */ };

static bool
is_gzip(struct str s)
{
	return s.n >= 2 && s.p[0] == '\x1f' && s.p[1] == '\x8b';
}

/* Are all bytes zeros, which may follow the last member? */
static bool
is_padding(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\0')
			return false;
	return true;
}

static bool
contains(const char *message, const char *text)
{
	return message != NULL && strstr(message, text) != NULL;
}

/* The reference: zlib inflates all members into `to`. */
static enum verdict
inflate_all(struct str s, struct buf *to)
{
	static char block[65536];
	enum verdict verdict = GOOD;

	for (bool first = true; verdict == GOOD && s.n > 0 && to->n < MOST; first = false) {
		if (!first && is_padding(s))
			break;
		z_stream z = { .next_in = (unsigned char *)(uintptr_t)s.p, .avail_in = (uInt)s.n };
		int status = Z_OK;
		if (!is_gzip(s) || inflateInit2(&z, 15 + 16) != Z_OK)
			return BAD;
		while (status == Z_OK && to->n < MOST) {
			z.next_out = (unsigned char *)block;
			z.avail_out = sizeof block;
			status = inflate(&z, Z_NO_FLUSH);
			buf_add(to, (struct str){ block, sizeof block - z.avail_out });
		}
		if (status != Z_STREAM_END && to->n < MOST)
			verdict = contains(z.msg, "lengths set") || contains(z.msg, "distances set")
				      ? UNUSED_CODES
				      : BAD;
		s.p += s.n - z.avail_in;
		s.n = z.avail_in;
		inflateEnd(&z);
	}
	return verdict;
}

/* Reads the input through bytes_read() in blocks of `cap`, after a look at `peek` bytes. */
static enum verdict
read_all(struct str input, size_t cap, size_t peek, struct buf *to)
{
	static char block[65536];
	struct bytes *s = bytes_of_bytes(input.p, input.n);
	ssize_t got = 1;

	if (peek > 0) {
		struct str start = bytes_peek(s, peek);
		CHECK(start.n <= peek);
	}
	while (got > 0 && to->n < MOST) {
		got = bytes_read(s, block, cap);
		CHECK(got <= (ssize_t)cap);
		if (got > 0)
			buf_add(to, (struct str){ block, (size_t)got });
	}
	CHECK((got < 0) == (bytes_error(s) != NULL));
	CHECK(got >= 0 || bytes_read(s, block, cap) < 0);
	bytes_close(s);
	return got >= 0 ? GOOD : BAD;
}

/* A descriptor from which each read() returns at most `piece` bytes. */
static int
in_pieces(struct str input, size_t piece)
{
	int fd[2];

	CHECK(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, fd) == 0);
	while (input.n > 0) {
		size_t n = input.n < piece ? input.n : piece;
		CHECK(send(fd[1], input.p, n, MSG_DONTWAIT) == (ssize_t)n);
		input.p += n;
		input.n -= n;
	}
	close(fd[1]);
	return fd[0];
}

/* Reads the input in pieces through one inflater, in blocks of `cap`. */
static enum verdict
read_gunzip(struct str input, const struct inflater *inflater, size_t cap, struct buf *to)
{
	static char block[65536];
	/* a socket can hold about a hundred packets */
	struct gunzip *g = gunzip_open(in_pieces(input, input.n / 100 + cap % 5 + 1), inflater);
	ssize_t got = 1;

	while (got > 0 && to->n < MOST) {
		got = gunzip_read(g, block, cap);
		if (got > 0)
			buf_add(to, (struct str){ block, (size_t)got });
	}
	CHECK((got < 0) == (gunzip_error(g) != NULL));
	gunzip_close(g);
	return got >= 0 ? GOOD : BAD;
}

static void
check(enum verdict verdict, struct str got, enum verdict wanted, struct str expected)
{
	CHECK(verdict == wanted || wanted == UNUSED_CODES);
	/* how much is returned before an error depends on the blocks and on the inflater */
	size_t n = got.n < expected.n ? got.n : expected.n;
	CHECK(verdict == BAD || wanted == UNUSED_CODES || got.n == expected.n);
	CHECK(n == 0 || memcmp(got.p, expected.p, n) == 0);
}

/* Compares all readers, with several block sizes. */
static void
compare(struct str input)
{
	static const size_t caps[] = { 65536, 1000, 7 };
	struct buf expected = { 0 }, got = { 0 };
	enum verdict wanted = GOOD;

	if (is_gzip(input))
		wanted = inflate_all(input, &expected);
	else
		buf_add(&expected, input);
	if (is_gzip(buf_str(&expected)) || (!is_gzip(input) && format_of(input.p, input.n) != NULL))
		wanted = BAD; /* compressed twice, or in another way */
	for (size_t i = 0; i < sizeof caps / sizeof *caps && expected.n < MOST; i++) {
		got.n = 0;
		enum verdict verdict = read_all(input, caps[i], i * 100, &got);
		check(verdict, buf_str(&got), wanted, buf_str(&expected));
		for (size_t k = 0; is_gzip(input) && inflaters[k] != NULL; k++) {
			got.n = 0;
			verdict = read_gunzip(input, inflaters[k], caps[i], &got);
			check(verdict, buf_str(&got), wanted, buf_str(&expected));
		}
	}
	buf_free(&expected);
	buf_free(&got);
}

static void
add_number(struct buf *to, uLong n)
{
	for (int shift = 0; shift < 32; shift += 8)
		buf_add_byte(to, (char)(n >> shift & 0xff));
}

/* Wraps the input into a member with a correct checksum, which mutations would never produce. */
static void
compare_inside_member(struct str input)
{
	static char text[MOST];
	static const char header[10] = { 0x1f, (char)0x8b, Z_DEFLATED };
	struct buf member = { 0 };
	z_stream z = { .next_in = (unsigned char *)(uintptr_t)input.p, .avail_in = (uInt)input.n };

	z.next_out = (unsigned char *)text;
	z.avail_out = sizeof text;
	CHECK(inflateInit2(&z, -15) == Z_OK);
	inflate(&z, Z_NO_FLUSH);
	buf_add(&member, (struct str){ header, sizeof header });
	buf_add(&member, (struct str){ input.p, input.n - z.avail_in });
	add_number(&member, crc32(0, (unsigned char *)text, (uInt)z.total_out));
	add_number(&member, z.total_out);
	inflateEnd(&z);
	compare(buf_str(&member));
	buf_free(&member);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str input = { (const char *)data, n };

	compare(input);
	if (!is_gzip(input))
		compare_inside_member(input);
	return 0;
}
