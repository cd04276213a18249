#include "width.h"

#include "utf8.h"

/* Code points of one width, from Unicode's EastAsianWidth.txt and its general categories Mn and Me;
 * in order, all others have width 1. */
static const struct range {
	uint32_t from, to;
	uint32_t width;
} ranges[] = {
	{ 0x300, 0x36f, 0 },
	{ 0x483, 0x489, 0 },
	{ 0x591, 0x5bd, 0 },
	{ 0x610, 0x61a, 0 },
	{ 0x64b, 0x65f, 0 },
	{ 0xe31, 0xe31, 0 },
	{ 0xe34, 0xe3a, 0 },
	{ 0xe47, 0xe4e, 0 },
	{ 0x1100, 0x115f, 2 },
	{ 0x1ab0, 0x1aff, 0 },
	{ 0x1dc0, 0x1dff, 0 },
	{ 0x200b, 0x200f, 0 },
	{ 0x20d0, 0x20f0, 0 },
	{ 0x2e80, 0x3029, 2 },
	{ 0x302a, 0x302d, 0 },
	{ 0x302e, 0x303e, 2 },
	{ 0x3041, 0x3098, 2 },
	{ 0x3099, 0x309a, 0 },
	{ 0x309b, 0x4dbf, 2 },
	{ 0x4e00, 0xa4cf, 2 },
	{ 0xa960, 0xa97c, 2 },
	{ 0xac00, 0xd7a3, 2 },
	{ 0xf900, 0xfaff, 2 },
	{ 0xfe00, 0xfe0f, 0 },
	{ 0xfe20, 0xfe2f, 0 },
	{ 0xfe30, 0xfe6f, 2 },
	{ 0xff00, 0xff60, 2 },
	{ 0xffe0, 0xffe6, 2 },
	{ 0x1f300, 0x1f64f, 2 },
	{ 0x1f900, 0x1f9ff, 2 },
	{ 0x20000, 0x3fffd, 2 },
};

/* The width of the character at s.p[*i]; moves `*i` behind it. */
static size_t
next_width(struct str s, size_t *i)
{
	size_t n = utf8_length(s, *i);
	uint32_t c = n > 0 ? utf8_code_point(s.p + *i, n) : 0;

	*i += n > 0 ? n : 1;
	for (size_t k = 0; k < sizeof ranges / sizeof *ranges && ranges[k].from <= c; k++)
		if (c <= ranges[k].to)
			return ranges[k].width;
	return 1;
}

size_t
width_of(struct str s)
{
	size_t cells = 0;

	for (size_t i = 0; i < s.n;)
		cells += next_width(s, &i);
	return cells;
}

struct str
width_cut(struct str s, size_t cells)
{
	size_t end = 0;

	for (size_t i = 0, used = 0; i < s.n; end = i) {
		used += next_width(s, &i);
		if (used > cells)
			break;
	}
	return (struct str){ s.p, end };
}
