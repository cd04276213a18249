/*
 * part: runs over parts of the input, on several processors or machines, and the checks of the
 * whole after all parts were read.
 *
 * A run with --part skips the checks that need the whole input (which series lost all their rows,
 * whether the guards dropped everything) and writes a CSV file with what they need: the account
 * and, for each series, the number of emitted rows and the range of their commodities and partners.
 * --judge-parts reads these files of all parts and prints what a single run would print. Rows with
 * equal keys or nested codes can be in two parts only if the ranges overlap: --judge-parts prints
 * such series, whose rows must be read again together; usually there are none.
 */
#ifndef RELIANCE_NORMALISE_PART_H
#define RELIANCE_NORMALISE_PART_H

#include "normalise.h"

/* Writes the description of this run to n->part_path. */
void part_write(const struct normalise *n);

/*
 * Reads the descriptions of all parts from the operands, and sets the account and the series of `n`
 * to those of the whole. Prints the series that overlap, as CSV part,period,flow,reporter.
 */
void parts_read(struct normalise *n, struct operands operands);

#endif
