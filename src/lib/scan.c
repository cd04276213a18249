#include "scan-step.h"

#if defined(__x86_64__)
scan_function scan_avx2, scan_avx512;
#elif defined(__aarch64__)
scan_function scan_neon;
#endif

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
		bool over = line_end || c == '\n'; /* the line is */
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

scan_function *
scan_version(size_t i)
{
	scan_function *version[4] = { scan_plain };
	size_t n = 1;

#if defined(__x86_64__)
	bool carryless = __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("pclmul");

	if (carryless && __builtin_cpu_supports("avx2"))
		version[n++] = scan_avx2;
	if (carryless && __builtin_cpu_supports("avx512bw") &&
	    __builtin_cpu_supports("avx512vbmi2"))
		version[n++] = scan_avx512;
#elif defined(__aarch64__)
	version[n++] = scan_neon;
#endif
	return i < n ? version[i] : NULL;
}

scan_function *
scan_best(void)
{
	scan_function *best = scan_plain;

	for (size_t i = 0; scan_version(i) != NULL; i++)
		best = scan_version(i);
	return best;
}
