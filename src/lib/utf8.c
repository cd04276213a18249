#include "utf8.h"

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

uint32_t
utf8_code_point(const char *p, size_t n)
{
	static const unsigned char lead[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	uint32_t c = (unsigned char)p[0] & lead[n];

	for (size_t i = 1; i < n; i++)
		c = c << 6 | ((unsigned char)p[i] & 0x3f);
	return c;
}
