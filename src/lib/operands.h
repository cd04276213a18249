/*
 * operands: the list of a tool's input files, in order. A folder is a store (release.h): its files
 * take its place.
 */
#ifndef RELIANCE_LIB_OPERANDS_H
#define RELIANCE_LIB_OPERANDS_H

#include "io/bytes.h"
#include "mem.h"
#include "opts.h"
#include "release.h"

struct operands {
	const char **path;                  /* "-" is stdin */
	size_t n;                           /* at least 1: without operands the input is stdin */
	const struct release_file **stored; /* per path: null for a file of no store; or null */
	struct release *store;
	size_t stores;
	struct arena names; /* paths that --files-from and stores list */
};

/*
 * Collects the operands argv[first..argc) and then the files that --files-from lists. The caller
 * frees the result. Ends the program if the list or a file cannot be read, or a store has a foreign
 * file, before any output is written. It is misuse to name a stream twice, or to name the file that
 * stdout writes to.
 */
struct operands operands_collect(const struct opts *o, int first, int argc, char **argv);

/* Makes it misuse to name a file twice, for tools that cannot detect duplicate rows. */
void operands_once(const struct operands *o);

/*
 * Opens input number `i`; bytes_close() closes it. Returns null, and sets errno, if that fails.
 * Reading a file of a store fails at its end if it has changed.
 */
struct bytes *operands_open(const struct operands *o, size_t i);

void operands_free(struct operands *o);

/* The name of an input in messages: its path, or "<stdin>" for "-". */
const char *operand_name(const char *path);

#endif
