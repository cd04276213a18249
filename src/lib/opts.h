/*
 * opts: the options of a tool as a table, and what all tools have in common, over getopt_long.
 *
 * The table is the one truth: parsing, --help and the tests of the manual pages read it.
 */
#ifndef RELIANCE_LIB_OPTS_H
#define RELIANCE_LIB_OPTS_H

#include <stdint.h>

#include "str.h"

struct opt {
	int id;           /* its letter, or a number above OPT_WORD for a long name alone */
	const char *name; /* without the dashes */
	/* what its argument is called, or null when it takes none: words in capitals stand for
	 * something, others for themselves, and "|" is between choices; FILE and DIR are completed
	 * by the shell */
	const char *arg;
	const char *help;
};

enum { OPT_END = -1, OPT_WORD = 256 };

struct opts {
	const char *purpose;     /* one line */
	const char *usage;       /* operands: "[OPTION]... [FILE]..." */
	const char *usage_else;  /* another form of them; may be null */
	const char *more;        /* printed below the options in --help; may be null */
	const struct opt *table; /* ends with a null name */
	/* what the common options said */
	const char *columns;    /* --columns: the input has no header line, these are its columns */
	bool headerless;        /* --headerless: write no header line */
	const char *files_from; /* --files-from */
	const char *arg;        /* the argument of the option returned last */
	void *parser;
};

/*
 * The next option's id, or OPT_END; common options are taken care of on the way (--help and
 * --version end the program). An unknown option is misuse that lists the known ones. The operands
 * then are argv[optind...].
 */
int opts_next(struct opts *o, int argc, char **argv);

/* A whole number from `low` to `high`; anything else is misuse that names the option. */
uint64_t opts_number(const char *option, const char *text, uint64_t low, uint64_t high);

/* Bytes: a whole number above 0, and K, M or G for powers of 1024; anything else is misuse. */
size_t opts_size(const char *option, const char *text);

/* The index of `text` among `words` (ends with null); anything else is misuse that lists them. */
int opts_word(const char *option, const char *text, const char *const *words);

#endif
