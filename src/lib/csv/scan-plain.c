/* The reference version of scan: one byte at a time. Tests compare the other versions with it. */
#include "scan-step.h"

void
scan_plain(struct scan *s, const char *text, size_t n, char delimiter)
{
	scan_end(s, scan_bytes(s, text, 0, n, n, delimiter, SCAN_BEGINS));
}

unsigned
scan_bytes(struct scan *s, const char *text, size_t i, size_t end, size_t n, char delimiter,
    unsigned before)
{
	for (; i < end; i++) {
		char c = text[i];
		bool inside = (before & SCAN_OPEN) != 0, closed = (before & SCAN_CLOSED) != 0;
		bool line_end = c == '\r' && i + 1 < n && text[i + 1] == '\n';
		bool over = line_end || c == '\n'; /* the line ends here */
		if (closed && c != '"' && c != delimiter && !over)
			s->special = SCAN_SPECIAL;
		if (c == '\0' || (c == '\r' && !line_end) || (over && inside) ||
		    (c == '"' && !inside && !closed && (before & SCAN_BEGINS) == 0))
			s->special = SCAN_SPECIAL;
		bool cut = c == delimiter && c != '\n' && !inside;
		if ((over && (before & SCAN_ENDED) == 0) || cut) {
			if (over)
				s->line[s->lines++] = (uint32_t)s->marks | s->special;
			s->mark[s->marks++] = (uint32_t)i;
		}
		if (over)
			s->special = 0;
		bool open = !over && inside != (c == '"');
		before = (open ? SCAN_OPEN : 0) | (cut || c == '\n' ? SCAN_BEGINS : 0) |
			 (c == '"' && !open ? SCAN_CLOSED : 0) | (line_end ? SCAN_ENDED : 0);
	}
	return before;
}
