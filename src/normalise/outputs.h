/*
 * outputs: what a run of fetch-normalise writes beside the stream's own columns: files, and columns of
 * the source. None of them may be what it reads, or be there twice.
 */
#ifndef RELIANCE_NORMALISE_OUTPUTS_H
#define RELIANCE_NORMALISE_OUTPUTS_H

#include "normalise.h"

/* Notes the columns of --keep. The text must live on. */
void outputs_keep(struct normalise *n, const char *text);

/* A file that is both read and written, or written twice, is misuse. */
void outputs_check_files(const struct normalise *n, struct operands operands);

/* A kept column with the name of one of ours, or kept twice, is misuse. */
void outputs_check_columns(const struct normalise *n);

#endif
