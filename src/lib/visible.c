#include "visible.h"

#include <stdio.h>

#include "utf8.h"

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
		uint32_t c = valid > 0 ? utf8_code_point(s.p + i, n) : (unsigned char)s.p[i];
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
