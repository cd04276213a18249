/*
 * die: the program's name, its statuses, and the only ways to end it.
 *
 * Words go to stderr, one line a message, each begun with the program's name.
 */
#ifndef RELIANCE_LIB_DIE_H
#define RELIANCE_LIB_DIE_H

#include <stdnoreturn.h>

#include "str.h"

enum status {
	STATUS_OK = 0,     /* done; an empty result too */
	STATUS_FAILED = 1, /* bad data, or input or output that failed */
	STATUS_MISUSE = 2, /* a wrong option, operand, column or name */
};

enum {
	DIE_LINE = 4096, /* bytes of a message at most, with a NUL */
	PROG_NAME = 50,  /* bytes of a program's name at most */
};

/*
 * Sets the name that every message begins with: the last part of `path`, which is argv[0], so that a
 * tool that is installed as reliance-rank calls itself so; `own`, the tool's own name, where path is
 * null or its last part is no prog_is_name(). Both strings must outlive the program.
 */
void prog_begin(const char *path, const char *own);

/* The name that prog_begin() chose. */
const char *prog_name(void);

/*
 * What the name has before the tool's own: "reliance-" for reliance-rank, "" for rank. Messages put it
 * before the names of other tools, which are installed under the same prefix.
 */
const char *prog_prefix(void);

/* Can it name a program in a message and in the mark of a failure? Letters, digits, "-", "_" and ".",
 * at most PROG_NAME of them. */
bool prog_is_name(struct str word);

/*
 * Registers what must happen to the output before a failed program ends (csvout marks the stream
 * as failed, if it has begun). Runs at most once, before the program ends.
 */
void die_register(void (*hook)(void));

/* Prints a message and goes on. */
void warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Prints a message, runs the registered hook and ends with STATUS_FAILED. */
noreturn void die(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Ends with STATUS_FAILED after the registered hook; the message has been given already. */
noreturn void die_silently(void);

/* Prints a message and a pointer to --help, and ends with STATUS_MISUSE. */
noreturn void misuse(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

enum die_word { DIE_WARNING, DIE_FAILURE, DIE_MISUSE };

/*
 * In the calling thread, hands messages to `take` instead of saying them: the thread is not the one
 * that knows whose turn it is. For all but warnings `take` must not return.
 */
void die_divert(void (*take)(void *data, enum die_word kind, const char *text), void *data);

#endif
