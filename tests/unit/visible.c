/*
 * visible: control characters, bytes that are not UTF-8, and invisible characters are escaped.
 */
#include "lib/visible.h"
#include "tap.h"

static void
shows(const char *what, struct str text, const char *expected)
{
	char shown[VISIBLE_GROWTH * 64 + 1];

	visible(text, shown);
	ok(strcmp(shown, expected) == 0, "%s: %s", what, shown);
}

#define TEXT(literal) ((struct str){ literal, sizeof(literal) - 1 })

int
main(void)
{
	static const char *const plain[] = { "", "a", "rank: 'a b' \\n \"c\"",
		"C\xc3\xb4te d\xe2\x80\x99Ivoire", "\xe4\xb8\xad\xe5\x9b\xbd", "\xf0\x9f\x9a\xa2",
		"a\xc2\xa0" };
	char shown[VISIBLE_GROWTH * 256 + 1], all[256];

	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		shows("stays as it is", str_of(plain[i]), plain[i]);
	shows("line breaks", TEXT("a\nb\r\nc\td"), "a\\nb\\r\\nc\\td");
	shows("C0 and DEL", TEXT("\x1b[2J\a\b\x7f"), "\\x1b[2J\\x07\\x08\\x7f");
	shows("NUL", TEXT("a\0b"), "a\\x00b");
	shows("C1", TEXT("\xc2\x80\xc2\x9b\xc2\x9f\xc2\xa0"), "\\u0080\\u009b\\u009f\xc2\xa0");
	shows("direction", TEXT("\xd8\x9c\xe2\x80\xaa\xe2\x80\xae\xe2\x81\xa6"),
	    "\\u061c\\u202a\\u202e\\u2066");
	shows(
	    "no width", TEXT("a\xe2\x80\x8b\xe2\x80\x8d\xef\xbb\xbfz"), "a\\u200b\\u200d\\ufeffz");
	shows("ISO-8859-1", TEXT("caf\xe9\x9b"), "caf\\xe9\\x9b");
	shows("a character that is cut", TEXT("\xe4\xb8"), "\\xe4\\xb8");
	shows("an overlong character", TEXT("\xc0\x8a\xe0\x80\x8a"), "\\xc0\\x8a\\xe0\\x80\\x8a");
	shows("a surrogate", TEXT("\xed\xa0\x80"), "\\xed\\xa0\\x80");

	size_t obeyed = 0;
	for (int i = 0; i < 256; i++)
		all[i] = (char)i;
	visible((struct str){ all, sizeof all }, shown);
	for (const char *p = shown; *p != '\0'; p++)
		obeyed += (unsigned char)*p < 0x20 || (unsigned char)*p >= 0x7f;
	ok(obeyed == 0 && strlen(shown) > 256, "of all bytes none reaches a terminal as control");
	return tap_end();
}
