/*
 * sha256: every version that this processor supports gives the published digests, and the same as
 * the reference for bytes of any length in pieces of any length.
 */
#include "lib/io/sha256.h"

#include <stdlib.h>

#include "tap.h"

enum { LENGTH = 1000, ROUNDS = 2000 };

static struct sha256
begin(size_t version)
{
	struct sha256 s = sha256_begin();

	s.hash = sha256_version(version);
	return s;
}

static const char *
hex(struct sha256 *s)
{
	static char text[SHA256_BYTES * 2 + 1];
	unsigned char digest[SHA256_BYTES];

	sha256_end(s, digest);
	for (size_t i = 0; i < SHA256_BYTES; i++)
		snprintf(text + i * 2, 3, "%02x", digest[i]);
	return text;
}

/* The examples of FIPS 180-4 and of NIST's test vectors. */
static void
check_published(size_t version)
{
	static const struct {
		const char *text, *digest;
		int times;
	} known[] = {
		{ "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", 1 },
		{ "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", 1 },
		{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1", 1 },
		{ "aaaaaaaaaa", "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
		    100000 },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct sha256 s = begin(version);
		for (int k = 0; k < known[i].times; k++)
			sha256_add(&s, known[i].text, strlen(known[i].text));
		ok(strcmp(hex(&s), known[i].digest) == 0,
		    "version %zu: the published digest of '%s', %d times", version, known[i].text,
		    known[i].times);
	}
}

static void
check_pieces(size_t version)
{
	static unsigned char bytes[LENGTH];
	char expected[SHA256_BYTES * 2 + 1];
	int different = 0;

	for (int round = 0; round < ROUNDS; round++) {
		size_t n = tap_next() % LENGTH, most = tap_next() % 200 + 2;
		for (size_t i = 0; i < n; i++)
			bytes[i] = (unsigned char)tap_next();
		struct sha256 whole = begin(0), pieces = begin(version);
		sha256_add(&whole, bytes, n);
		snprintf(expected, sizeof expected, "%s", hex(&whole));
		for (size_t at = 0, more = 0; at < n; at += more) {
			more = tap_next() % most;
			more = more < n - at ? more : n - at;
			sha256_add(&pieces, bytes + at, more);
		}
		different += strcmp(expected, hex(&pieces)) != 0;
	}
	ok(different == 0, "version %zu: %d of %d digests in pieces differ from the reference",
	    version, different, ROUNDS);
}

static void
check_parse(void)
{
	static const char text[] =
	    "00ff10a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d";
	unsigned char digest[SHA256_BYTES];
	char bad[sizeof text];

	ok(sha256_parse(text, digest) && digest[0] == 0 && digest[1] == 0xff && digest[31] == 0x6d,
	    "a digest in hexadecimal digits is read");
	int accepted = 0;
	for (size_t i = 0; i < sizeof text - 1; i++) {
		static const char wrong[] = { 'g', 'A', ' ', '\0' };
		for (size_t k = 0; k < sizeof wrong; k++) {
			memcpy(bad, text, sizeof text);
			bad[i] = wrong[k];
			accepted += sha256_parse(bad, digest);
		}
	}
	ok(accepted == 0, "%d texts with a wrong digit are accepted", accepted);
}

int
main(void)
{
	for (size_t version = 0; sha256_version(version) != NULL; version++) {
		check_published(version);
		check_pieces(version);
	}
	check_parse();
	return tap_end();
}
