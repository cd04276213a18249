/*
 * part: a run over a part of the input, and the judgement of the whole when all parts have been
 * read: on other processors, other machines.
 *
 * A run with --part leaves to the whole what one part cannot tell (which series lost all their
 * rows, whether anything was selected), and writes down what the whole needs of it: the account, and
 * for each series how many rows passed, and between which commodities and partners they lie.
 * --judge-parts reads that of all parts and says what one run would have said. Rows of one key, or
 * of nested codes, can be in two parts only where these overlap: such series are printed, to be read
 * again together, and as a rule there is none.
 */
#ifndef RELIANCE_NORMALISE_PART_H
#define RELIANCE_NORMALISE_PART_H

#include "normalise.h"

/* Writes down what is to be known of this run, into n->part_path. */
void part_write(const struct normalise *n);

/*
 * Reads what the operands have of all parts: n has the account and the series of the whole then.
 * Prints as CSV part,period,flow,reporter the series that have to be compared.
 */
void parts_read(struct normalise *n, struct operands operands);

#endif
