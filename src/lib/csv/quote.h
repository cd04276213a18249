/*
 * quote: quotes CSV fields, and writes CSV files other than the output (reports, rejected rows).
 */
#ifndef RELIANCE_LIB_CSV_QUOTE_H
#define RELIANCE_LIB_CSV_QUOTE_H

#include "lib/mem.h"

/* Appends a field to `to`, in quotes only if it has a comma, a quote, or a blank at either end. */
void quote_add(struct buf *to, struct str s);

/* A CSV file that is being written. Null means no file: the functions below then do nothing. */
struct csvfile;

/*
 * Creates or truncates the file and writes its header line. A failure ends the program. Keeps the
 * pointer `path`.
 */
struct csvfile *csvfile_create(const char *path, const char *header);

/* Writes a record of `n` fields. A failure ends the program. */
void csvfile_record(struct csvfile *f, const struct str *field, size_t n);

/* Writes the rest and closes the file. A failure ends the program. */
void csvfile_close(struct csvfile *f);

#endif
