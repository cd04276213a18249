/*
 * nearest: answers a word that does not exist with the one that was probably meant, or with all.
 *
 *	struct nearest n = nearest_begin(word);
 *	for (...)
 *		nearest_offer(&n, name);
 *	misuse("no column '%.*s'; %s", STR_ARG(word), nearest_answer(&n));
 */
#ifndef RELIANCE_LIB_NEAREST_H
#define RELIANCE_LIB_NEAREST_H

#include "mem.h"

struct nearest {
	struct str word;
	struct str best; /* empty: none is near */
	size_t distance; /* of `best` */
	struct buf all;  /* the names, separated by ", " */
	struct buf answer;
};

struct nearest nearest_begin(struct str word);

/*
 * Offers an existing name. It is near if few letters must be added, left out, replaced or swapped
 * with their neighbours, whatever their case, or if one of both contains the other. Of equally near
 * ones, the first is taken. Keeps the text of `name`.
 */
void nearest_offer(struct nearest *n, struct str name);

/* "did you mean 'b'?", or null if no name is near. Valid until nearest_free(). */
const char *nearest_guess(struct nearest *n);

/* The guess, or "there are: a, b, c". Valid until nearest_free(). */
const char *nearest_answer(struct nearest *n);

void nearest_free(struct nearest *n);

/* The answer for a list, "a, b, c"; held by `to`. */
const char *nearest_in_list(struct str word, const char *list, struct buf *to);

/* Can `b` be a misspelling of `a`, by at most `most` letters? ASCII case does not count. */
bool nearest_within(struct str a, struct str b, size_t most);

#endif
