/*
 * die: the program's name, its exit statuses, and the functions that print a message or end it.
 *
 * Messages go to stderr, one line each, prefixed with the program's name. Control characters in
 * them are escaped where they are printed (visible()), so callers pass names, cells and the words
 * of a server as they came.
 */
#ifndef RELIANCE_LIB_DIE_H
#define RELIANCE_LIB_DIE_H

#include <stdnoreturn.h>

#include "str.h"

enum status {
	STATUS_OK = 0,     /* success, also when the result is empty */
	STATUS_FAILED = 1, /* bad data, or failed input or output */
	STATUS_MISUSE = 2, /* a wrong option, operand, column or name */
};

enum {
	DIE_LINE = 4096, /* longest message in bytes, including its NUL */
	PROG_NAME = 50,  /* longest program name in bytes */
};

/*
 * Sets the prefix of all messages: the last component of `path` (argv[0]), so that a tool installed
 * as reliance-rank calls itself reliance-rank. If `path` is null or prog_is_name() rejects that
 * component, the prefix is `own`, the tool's own name. Keeps both pointers.
 */
void prog_begin(const char *path, const char *own);

/* The name chosen by prog_begin(). */
const char *prog_name(void);

/*
 * What precedes the tool's own name in prog_name(): "reliance-" for reliance-rank, "" for rank.
 * Messages prepend it to the names of other tools, which are installed with the same prefix.
 */
const char *prog_prefix(void);

/*
 * Can `word` name a program in messages and in the failure mark? True for 1 to PROG_NAME letters,
 * digits, "-", "_" and ".".
 */
bool prog_is_name(struct str word);

/*
 * Registers the function that a failing program calls before it exits, at most once. csvout uses
 * it to mark the output as failed. Null removes it.
 */
void die_register(void (*hook)(void));

/* Prints a message and returns. */
void warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Prints a message, calls the registered hook and exits with STATUS_FAILED. */
noreturn void die(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* die() without a message, for a caller that has printed one or needs none. */
noreturn void die_silently(void);

/* Prints a message that refers to --help, calls the hook and exits with STATUS_MISUSE. */
noreturn void misuse(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

enum die_kind { DIE_WARNING, DIE_FAILURE, DIE_MISUSE };

/*
 * Makes the calling thread pass its messages to `take` (with `data`) instead of printing them: a
 * worker thread may not write to the output or exit. `take` must not return unless the message is
 * a warning. `text` is valid during the call only.
 */
void die_divert(void (*take)(void *data, enum die_kind kind, const char *text), void *data);

#endif
