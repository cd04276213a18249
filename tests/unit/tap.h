/*
 * tap: prints the results of a unit test in C as TAP (Test Anything Protocol). Each check prints
 * "ok" or "not ok"; tap_end() prints their number, so that a test which crashes is noticed.
 */
#ifndef RELIANCE_TAP_H
#define RELIANCE_TAP_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static int tap_tests, tap_failed;

/* Checks that `good` is true; the text describes the expected behaviour. */
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
	fflush(stdout); /* in case the test crashes later */
	return good;
}

/* Checks that two strings are equal. */
static inline bool
is(const char *actual, const char *expected, const char *what)
{
	if (ok(strcmp(actual, expected) == 0, "%s", what))
		return true;
	printf("# expected: %s\n# actual: %s\n", expected, actual);
	return false;
}

/* Pseudo-random numbers, the same in every run: Marsaglia, "Xorshift RNGs", 2003. */
static inline uint64_t
tap_next(void)
{
	static uint64_t state = 1;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

/* Prints the number of checks. Returns the exit status of the test. */
static inline int
tap_end(void)
{
	printf("1..%d\n", tap_tests);
	return tap_failed > 0;
}

#endif
