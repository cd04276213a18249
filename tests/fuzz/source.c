/*
 * source, and gunzip with every inflater of this build, against zlib on the whole input at once:
 * the same bytes, and an error where that has one, in whatever pieces the input comes. What is no
 * gzip comes out as it went in.
 */
#include <sys/socket.h>
#include <zlib.h>

#include "fuzz.h"
#include "lib/io/gunzip.h"
#include "lib/mem.h"

enum { MOST = 1 << 20 }; /* bytes out: a few bytes of gzip can stand for gigabytes */

enum verdict { GOOD, BAD, UNUSED_CODES /* which zlib alone refuses */ };

static bool
is_gzip(struct str s)
{
	return s.n >= 2 && s.p[0] == '\x1f' && s.p[1] == '\x8b';
}

static bool
says(const char *message, const char *words)
{
	return message != NULL && strstr(message, words) != NULL;
}

/* Inflates member after member out of memory into `to`. */
static enum verdict
inflate_all(struct str s, struct buf *to)
{
	static char block[65536];
	enum verdict verdict = GOOD;

	while (verdict == GOOD && s.n > 0 && to->n < MOST) {
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
			verdict = says(z.msg, "lengths set") || says(z.msg, "distances set")
				      ? UNUSED_CODES
				      : BAD;
		s.p += s.n - z.avail_in;
		s.n = z.avail_in;
		inflateEnd(&z);
	}
	return verdict;
}

/* Everything that the source gives, read in blocks of `cap`. */
static enum verdict
read_source(struct str input, size_t cap, size_t peek, struct buf *to)
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

/* A descriptor of which every read() gets no more than `piece` bytes. */
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

/* The same of gzip in pieces, by that inflater. */
static enum verdict
read_gunzip(struct str input, const struct inflater *inflater, size_t cap, struct buf *to)
{
	static char block[65536];
	/* a socket holds some hundred of them */
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
	/* before an error, how much comes out depends on the blocks and on the inflater */
	size_t n = got.n < expected.n ? got.n : expected.n;
	CHECK(verdict == BAD || wanted == UNUSED_CODES || got.n == expected.n);
	CHECK(n == 0 || memcmp(got.p, expected.p, n) == 0);
}

/* Everything that reads `input`, in every way. */
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
	for (size_t i = 0; i < sizeof caps / sizeof *caps && expected.n < MOST; i++) {
		got.n = 0;
		enum verdict verdict = read_source(input, caps[i], i * 100, &got);
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

/* The input as what a member holds, with a checksum that is right: no mutation would find that. */
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
