#include "visible.h"

#include <stdio.h>

size_t
utf8_length(struct str s, size_t i)
{
	unsigned char c = (unsigned char)s.p[i];
	size_t n = c < 0x80                ? 1
		   : c >= 0xc2 && c < 0xe0 ? 2
		   : (c & 0xf0) == 0xe0    ? 3
		   : c >= 0xf0 && c < 0xf5 ? 4
					   : 0;

	if (n == 0 || i + n > s.n)
		return 0;
	for (size_t k = 1; k < n; k++)
		if (((unsigned char)s.p[i + k] & 0xc0) != 0x80)
			return 0;
	unsigned char next = n > 1 ? (unsigned char)s.p[i + 1] : 0;
	bool overlong = (c == 0xe0 && next < 0xa0) || (c == 0xf0 && next < 0x90);
	bool outside = (c == 0xed && next > 0x9f) || (c == 0xf4 && next > 0x8f);
	return overlong || outside ? 0 : n;
}

/* The code point of a valid character of `n` bytes. */
static uint32_t
code_point(const char *p, size_t n)
{
	static const unsigned char lead[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	uint32_t c = (unsigned char)p[0] & lead[n];

	for (size_t i = 1; i < n; i++)
		c = c << 6 | ((unsigned char)p[i] & 0x3f);
	return c;
}

/* Is the character one that a terminal obeys, or shows as nothing? */
static bool
is_hidden(uint32_t c)
{
	static const struct {
		uint32_t from, to;
	} hidden[] = {
		{ 0x00, 0x1f },     /* C0 */
		{ 0x7f, 0x9f },     /* DEL, C1 */
		{ 0x061c, 0x061c }, /* Arabic letter mark */
		{ 0x200b, 0x200f }, /* zero width, directional marks */
		{ 0x2028, 0x202e }, /* line and paragraph separators, embeddings, overrides */
		{ 0x2060, 0x206f }, /* word joiner, isolates */
		{ 0xfeff, 0xfeff }, /* byte-order mark */
	};

	for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
		if (c >= hidden[i].from && c <= hidden[i].to)
			return true;
	return false;
}

void
visible(struct str s, char *to)
{
	static const char named[] = "\n\r\t", letter[] = "nrt";

	for (size_t i = 0, n; i < s.n; i += n) {
		size_t valid = utf8_length(s, i);
		n = valid > 0 ? valid : 1;
		uint32_t c = valid > 0 ? code_point(s.p + i, n) : (unsigned char)s.p[i];
		const char *name = c > 0 && c < 0x20 ? strchr(named, (int)c) : NULL;
		if (name != NULL)
			to += sprintf(to, "\\%c", letter[name - named]);
		else if (valid == 0 || (n == 1 && is_hidden(c)))
			to += sprintf(to, "\\x%02x", (unsigned)c);
		else if (is_hidden(c))
			to += sprintf(to, "\\u%04x", (unsigned)c);
		else
			to = (char *)memcpy(to, s.p + i, n) + n;
	}
	*to = '\0';
}
