/*
 * operands: the list of a tool's input files, in order.
 */
#ifndef RELIANCE_LIB_OPERANDS_H
#define RELIANCE_LIB_OPERANDS_H

#include "mem.h"
#include "opts.h"

struct operands {
	const char **path;  /* "-" is stdin */
	size_t n;           /* at least 1: without operands the input is stdin */
	struct arena names; /* paths that --files-from lists */
};

/*
 * Collects the operands argv[first..argc) and then the files that --files-from lists. The caller
 * frees the result. Ends the program if the list or a file cannot be read, before any output is
 * written. It is misuse to name a stream twice, or to name the file that stdout writes to.
 */
struct operands operands_collect(const struct opts *o, int first, int argc, char **argv);

/* Makes it misuse to name a file twice, for tools that cannot detect duplicate rows. */
void operands_once(const struct operands *o);

void operands_free(struct operands *o);

/* The name of an input in messages: its path, or "<stdin>" for "-". */
const char *operand_name(const char *path);

#endif
