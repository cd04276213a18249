/*
 * operands: the input files a tool was given, in order.
 */
#ifndef RELIANCE_LIB_OPERANDS_H
#define RELIANCE_LIB_OPERANDS_H

#include "mem.h"
#include "opts.h"

struct operands {
	const char **path; /* "-" is stdin; never empty: without any it is stdin */
	size_t n;
	struct arena names; /* of those paths that no argument is */
};

/*
 * The operands argv[first..argc), and after them those that --files-from names. A list that cannot
 * be read ends the program, and so does a file that is not there: before anything is written. A
 * stream under two names is misuse, and a file that is the output as well. The
 * caller frees them.
 */
struct operands operands_collect(const struct opts *o, int first, int argc, char **argv);

/* A file that is named twice is misuse, for who cannot tell that its rows are there twice. */
void operands_once(const struct operands *o);

void operands_free(struct operands *o);

/* How messages call an input: its path, "<stdin>" for "-". */
const char *operand_name(const char *path);

#endif
