/*
 * word: words are little-endian on machines of either byte order.
 */
#include "lib/str.h"
#include "tap.h"

/* The little-endian value of n bytes, computed byte by byte. */
static uint64_t
by_bytes(const char *p, size_t n)
{
	uint64_t x = 0;

	while (n-- > 0)
		x = x << 8 | (unsigned char)p[n];
	return x;
}

int
main(void)
{
	static const char text[] = "\xf1\x02\xe3\x04\xd5\x06\xc7\x08 and more";
	char copy[sizeof text] = "";

	for (size_t n = 0; n <= 8; n++) {
		if (n > 0)
			ok(word_load(text, n) == by_bytes(text, n),
			    "word_load() of %zu bytes is little-endian", n);
		ok(str_word(text, n) == by_bytes(text, n),
		    "str_word() of %zu bytes is little-endian", n);
	}
	word_store(copy, by_bytes(text, 8));
	ok(memcmp(copy, text, 8) == 0 && copy[8] == '\0',
	    "word_store() is the inverse of word_load()");
	return tap_end();
}
