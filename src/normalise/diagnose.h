/*
 * diagnose: says of each file what it is: layout, unit, flows, periods, levels, World, lost zeros,
 * what the guards would drop, and a command that reads it.
 */
#ifndef RELIANCE_NORMALISE_DIAGNOSE_H
#define RELIANCE_NORMALISE_DIAGNOSE_H

#include "lib/operands.h"
#include "source/input.h"

/*
 * Prints a line of CSV for each operand on stdout. A file that cannot be read is a line with its
 * problem. `o` is changed: every kind of file and row is looked at.
 */
void diagnose(const struct operands *operands, struct input_options *o);

#endif
