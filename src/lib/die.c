#include "die.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/io/progress.h"
#include "visible.h"

static const char *name = "reliance";
static char prefix[PROG_NAME + 1];
static void (*on_failure)(void);
static _Thread_local void (*divert)(void *data, enum die_kind kind, const char *text);
static _Thread_local void *divert_data;

bool
prog_is_name(struct str word)
{
	for (size_t i = 0; i < word.n; i++) {
		char c = word.p[i];
		bool letter = lower(c) >= 'a' && lower(c) <= 'z';
		if (!letter && !is_digit(c) && strchr("-_.", c) == NULL)
			return false;
	}
	return word.n > 0 && word.n <= PROG_NAME;
}

void
prog_begin(const char *path, const char *own)
{
	const char *slash = path != NULL ? strrchr(path, '/') : NULL;
	const char *last = slash != NULL ? slash + 1 : path;

	name = last != NULL && prog_is_name(str_of(last)) ? last : own;
	if (str_ends(str_of(name), str_of(own)))
		memcpy(prefix, name, strlen(name) - strlen(own));
}

const char *
prog_name(void)
{
	return name;
}

const char *
prog_prefix(void)
{
	return prefix;
}

void
die_register(void (*hook)(void))
{
	on_failure = hook;
}

void
die_divert(void (*take)(void *data, enum die_kind kind, const char *text), void *data)
{
	divert = take;
	divert_data = data;
}

static void
print_message(enum die_kind kind, const char *fmt, va_list args)
{
	char line[DIE_LINE];

	if (vsnprintf(line, sizeof line, fmt, args) < 0)
		line[0] = '\0';
	if (divert != NULL) {
		divert(divert_data, kind, line);
		return;
	}
	char shown[VISIBLE_GROWTH * DIE_LINE];
	visible(str_of(line), shown);
	progress_end();
	/* one call, so that the lines of a pipeline's filters do not interleave */
	if (kind == DIE_MISUSE)
		fprintf(stderr, "%s: %s (see %s --help)\n", name, shown, name);
	else
		fprintf(stderr, "%s: %s\n", name, shown);
}

void
warn(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	print_message(DIE_WARNING, fmt, args);
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
	print_message(DIE_FAILURE, fmt, args);
	va_end(args);
	die_silently();
}

void
misuse(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	print_message(DIE_MISUSE, fmt, args);
	va_end(args);
	if (on_failure != NULL)
		on_failure();
	exit(STATUS_MISUSE);
}
