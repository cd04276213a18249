/*
 * outputs: checks what a run writes besides the stream's own columns: extra files, and the columns
 * of --keep.
 */
#ifndef RELIANCE_NORMALISE_OUTPUTS_H
#define RELIANCE_NORMALISE_OUTPUTS_H

#include "normalise.h"

/* Parses the columns of --keep. */
void outputs_keep(struct normalise *n, const char *text);

/* Exits with misuse if a file is both read and written, or written twice. */
void outputs_check_files(const struct normalise *n, struct operands operands);

/* Exits with misuse if a kept column has the name of an output column, or is kept twice. */
void outputs_check_columns(const struct normalise *n);

#endif
