/*
 * verify: bytes_expect() compares a file with its SHA-256 at its end, whatever its form, what
 * follows the gzip data, and in which pieces it is read.
 */
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

#include "file.h"
#include "lib/io/bytes.h"
#include "lib/mem.h"
#include "tap.h"

/* Appends `text` as a gzip member. */
static void
add_member(struct buf *to, struct str text)
{
	z_stream z = { 0 };

	if (deflateInit2(&z, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		abort();
	buf_reserve(to, text.n + 1000);
	z.next_in = (unsigned char *)(uintptr_t)text.p;
	z.avail_in = (unsigned)text.n;
	z.next_out = (unsigned char *)to->p + to->n;
	z.avail_out = (unsigned)(to->cap - to->n);
	if (deflate(&z, Z_FINISH) != Z_STREAM_END)
		abort();
	to->n += z.total_out;
	deflateEnd(&z);
}

/* Reads a file in pieces of `cap` bytes. Is its text this, and is its end good? */
static bool
reads(struct str file, const unsigned char digest[SHA256_BYTES], size_t cap, struct str text)
{
	struct bytes *s = bytes_of(file_of(file));
	struct buf got = { 0 };
	ssize_t n = 0;

	bytes_expect(s, digest);
	do {
		got.n += (size_t)n;
		buf_reserve(&got, cap);
		n = bytes_read(s, got.p + got.n, cap);
	} while (n > 0);
	bool good = n == 0 && bytes_error(s) == NULL && str_eq(buf_str(&got), text);
	bytes_close(s);
	buf_free(&got);
	return good;
}

/* Reads a file with its SHA-256, and with others, in pieces that end before, at and behind its end.
 */
static void
check(const char *what, struct str file, struct str text)
{
	const size_t cap[] = { 1, 7, 4096, text.n > 1 ? text.n - 1 : 1, text.n > 0 ? text.n : 1,
		text.n + 1, text.n + 65536 };
	unsigned char digest[SHA256_BYTES];
	struct sha256 sum = sha256_begin();
	size_t refused = 0, accepted = 0;

	sha256_add(&sum, file.p, file.n);
	sha256_end(&sum, digest);
	for (size_t i = 0; i < sizeof cap / sizeof *cap; i++) {
		if (text.n / cap[i] > 100000)
			continue;
		refused += !reads(file, digest, cap[i], text);
		digest[i] ^= 1;
		accepted += reads(file, digest, cap[i], text);
		digest[i] ^= 1;
	}
	ok(refused == 0, "%s: its SHA-256 is accepted", what);
	ok(accepted == 0, "%s: another one is not", what);
}

int
main(void)
{
	struct buf text = { 0 }, gz = { 0 };

	check("an empty file", str_of(""), str_of(""));
	check("a file of a byte", str_of("a"), str_of("a"));
	check("a file of text", str_of("a,b\n1,2\n"), str_of("a,b\n1,2\n"));
	for (size_t n = 0; n < 300000; n++)
		buf_add_byte(&text, (char)('a' + tap_next() % 26));
	check("a long file of text", buf_str(&text), buf_str(&text));
	add_member(&gz, (struct str){ text.p, 1000 });
	check("a gzip file", buf_str(&gz), (struct str){ text.p, 1000 });
	for (size_t i = 1; i <= 3; i++) {
		buf_add_byte(&gz, '\0');
		check(
		    "a gzip file with zeros behind it", buf_str(&gz), (struct str){ text.p, 1000 });
	}
	gz.n = 0;
	for (size_t i = 0; i < 300000; i += 100000)
		add_member(&gz, (struct str){ text.p + i, 100000 });
	check("a long gzip file of three members", buf_str(&gz), buf_str(&text));
	for (size_t i = 0; i < 70000; i++)
		buf_add_byte(&gz, '\0');
	check("a long gzip file with many zeros", buf_str(&gz), buf_str(&text));
	buf_free(&text);
	buf_free(&gz);
	return tap_end();
}
