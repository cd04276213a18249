/*
 * scan: every version that this processor supports gives the same result as the reference, for any
 * text of any length and alignment.
 */
#include <stdlib.h>

#include "lib/csv/scan.h"
#include "lib/mem.h"
#include "tap.h"

enum { LENGTH = 700, ROUNDS = 4000 };

/* An empty result with room for LENGTH bytes of text. */
static struct scan
room(void)
{
	return (struct scan){ .mark = mem_alloc(LENGTH + SCAN_SLACK + 1, sizeof(uint32_t)),
		.line = mem_alloc(LENGTH + SCAN_SLACK + 1, sizeof(uint32_t)) };
}

static bool
same(const struct scan *a, const struct scan *b)
{
	return a->marks == b->marks && a->lines == b->lines && a->special == b->special &&
	       memcmp(a->mark, b->mark, a->marks * sizeof *a->mark) == 0 &&
	       memcmp(a->line, b->line, a->lines * sizeof *a->line) == 0;
}

/* Random text with many or few special bytes. */
static void
fill(char *text, size_t n)
{
	static const char bytes[] = { ',', '\n', '"', '\r', '\0', '\t', 'a', (char)0xff };
	uint64_t density = tap_next() % 64 + 1;

	for (size_t i = 0; i < n; i++)
		text[i] = tap_next() % density == 0 ? bytes[tap_next() % sizeof bytes] : 'x';
}

int
main(void)
{
	static char text[LENGTH + 64];
	struct scan plain = room(), other = room();
	size_t versions = 0, different = 0, found = 0;

	for (; scan_version(versions) != NULL; versions++)
		;
	for (int round = 0; round < ROUNDS; round++) {
		size_t n = tap_next() % LENGTH, at = tap_next() % 64;
		char delimiter = "\t,\n"[round % 3];
		fill(text + at, n);
		plain.marks = plain.lines = plain.special = 0;
		scan_plain(&plain, text + at, n, delimiter);
		found += plain.marks;
		for (size_t v = 1; v < versions; v++) {
			other.marks = other.lines = other.special = 0;
			scan_version(v)(&other, text + at, n, delimiter);
			different += !same(&plain, &other);
		}
	}
	ok(found > ROUNDS, "the texts have fields and lines: %zu marks", found);
	ok(different == 0, "%zu versions agree on %d texts; %zu differ", versions, ROUNDS,
	    different);
	ok(scan_best() != NULL, "scan_best() returns a version");
	free(plain.mark);
	free(plain.line);
	free(other.mark);
	free(other.line);
	return tap_end();
}
