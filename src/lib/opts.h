/*
 * opts: parses a tool's options, described by a table, and those common to all tools. Uses
 * getopt_long().
 *
 * The table is the only description: the parser, --help, and through --help the shell completion
 * and the tests of the manual pages derive from it.
 */
#ifndef RELIANCE_LIB_OPTS_H
#define RELIANCE_LIB_OPTS_H

#include <stdint.h>

#include "str.h"

struct opt {
	int id;           /* its letter, or a number from OPT_WORD on if it has only a long name */
	const char *name; /* the long name, without the dashes */
	/*
	 * The argument's name in --help, or null if the option takes none. Capitals are a
	 * placeholder, other words are literal, "|" separates choices. The shell completes FILE and
	 * DIR.
	 *
	 * It also says what happens if the option is repeated. Lists ("COLS", "CODES", "NAME,...")
	 * add up, conditions ("COL=V") are joined by and, "FILE..." may be repeated; the program
	 * takes each argument (opts_join()). For any other argument, two different values are
	 * misuse.
	 */
	const char *arg;
	const char *help;
};

enum { OPT_END = -1, OPT_WORD = 256 };

struct opts {
	const char *purpose;     /* one line */
	const char *usage;       /* operands: "[OPTION]... [FILE]..." */
	const char *usage_else;  /* an alternative usage; may be null */
	const char *more;        /* printed below the options in --help; may be null */
	const struct opt *table; /* ends with a null name */
	/* set by opts_next(): */
	const char *columns;     /* --columns: the columns of input without a header, or null */
	bool headerless;         /* --headerless: write no header line */
	const char **files_from; /* of --files-from; null if there are none */
	size_t files_from_n, files_from_cap;
	const char *arg; /* the argument of the option returned last, or null */
	void *parser;    /* private; null at the start */
};

/*
 * Returns the id of the next option, or OPT_END; then the operands are argv[optind..argc). Handles
 * the common options itself: --help and --version print and end the program. An unknown option is
 * misuse; the message has the nearest known one, or all.
 */
int opts_next(struct opts *o, int argc, char **argv);

/*
 * Adds the current argument to a list, null or from an earlier call: "a" and "b,c" become "a,b,c".
 * The caller owns the list.
 */
void opts_join(const struct opts *o, const char **list);

/*
 * Parses a whole number from `low` to `high`. Anything else is misuse; the message names `option`.
 */
uint64_t opts_number(const char *option, const char *text, uint64_t low, uint64_t high);

/*
 * Parses a size: a positive number of bytes, or with the suffix K, M or G of KiB, MiB or GiB.
 * Anything else is misuse, and so is less than 64 KiB without a suffix: a forgotten M.
 */
size_t opts_size(const char *option, const char *text);

/*
 * Returns the index of `text` in the null-terminated list `words`. Others are misuse; the message
 * has the nearest word, or all.
 */
int opts_word(const char *option, const char *text, const char *const *words);

#endif
