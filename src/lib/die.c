#include "die.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "progress.h"

static const char *name = "reliance";
static void (*on_failure)(void);

void
prog_begin(const char *prog)
{
	name = prog;
}

const char *
prog_name(void)
{
	return name;
}

void
die_register(void (*hook)(void))
{
	on_failure = hook;
}

static void
say(const char *fmt, va_list args, const char *tail)
{
	char line[4096];

	progress_end();
	int n = vsnprintf(line, sizeof line, fmt, args);

	if (n < 0)
		line[0] = '\0';
	/* one write, so that the filters of a pipeline do not cut into each other's lines */
	fprintf(stderr, "%s: %s%s\n", name, line, tail);
}

void
warn(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say(fmt, args, "");
	va_end(args);
}

void
die_silently(void)
{
	void (*hook)(void) = on_failure;

	on_failure = NULL;
	if (hook != NULL)
		hook();
	exit(STATUS_FAILED);
}

void
die(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say(fmt, args, "");
	va_end(args);
	die_silently();
}

void
misuse(const char *fmt, ...)
{
	char hint[128];
	va_list args;

	snprintf(hint, sizeof hint, " (see %s --help)", name);
	va_start(args, fmt);
	say(fmt, args, hint);
	va_end(args);
	if (on_failure != NULL)
		on_failure();
	exit(STATUS_MISUSE);
}
