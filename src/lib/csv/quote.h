/*
 * quote: how a field is written, and CSV files beside the output (reports, rejected rows).
 */
#ifndef RELIANCE_LIB_CSV_QUOTE_H
#define RELIANCE_LIB_CSV_QUOTE_H

#include "lib/mem.h"

/* Appends `s`, in quotes only if it holds a comma or a quote, or begins or ends with a blank. */
void quote_add(struct buf *to, struct str s);

/* A CSV file being written; null is none, and then nothing happens. */
struct csvfile;

/* Creates the file and writes its header line; a file that cannot be written ends the program. */
struct csvfile *csvfile_create(const char *path, const char *header);

/* Writes a record of `n` fields. */
void csvfile_record(struct csvfile *f, const struct str *field, size_t n);

/* Closes it; a write that failed ends the program. */
void csvfile_close(struct csvfile *f);

#endif
