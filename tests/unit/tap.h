/*
 * tap: what a unit test in C says. Each check prints "ok" or "not ok"; tap_end() prints how many
 * there were, so that a test that dies half-way is seen to have died.
 */
#ifndef RELIANCE_TAP_H
#define RELIANCE_TAP_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static int tap_tests, tap_failed;

/* One check; the text says what should be so. */
__attribute__((format(printf, 2, 3))) static inline bool
ok(bool good, const char *fmt, ...)
{
	va_list args;

	tap_tests++;
	tap_failed += !good;
	printf("%sok - ", good ? "" : "not ");
	va_start(args, fmt);
	vprintf(fmt, args);
	va_end(args);
	putchar('\n');
	fflush(stdout); /* a test that dies after this has said this */
	return good;
}

/* Two texts that should be equal. */
static inline bool
is(const char *actual, const char *expected, const char *what)
{
	if (ok(strcmp(actual, expected) == 0, "%s", what))
		return true;
	printf("# expected: %s\n# actual: %s\n", expected, actual);
	return false;
}

/* Numbers that look random, the same in every run: Marsaglia, "Xorshift RNGs", 2003. */
static inline uint64_t
tap_next(void)
{
	static uint64_t state = 1;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

static inline int
tap_end(void)
{
	printf("1..%d\n", tap_tests);
	return tap_failed > 0;
}

#endif
