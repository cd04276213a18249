/*
 * rows: the rows of one dataset, as they came. The service promises no order, and a question that
 * was cut has another one: they are written by flow, code and partner, so that the same release is
 * the same file.
 */
#ifndef RELIANCE_COMTRADE_ROWS_H
#define RELIANCE_COMTRADE_ROWS_H

#include "lib/io/atomic-file.h"
#include "lib/mem.h"

/* Zero is a good empty one. */
struct rows {
	struct rows_row *row;
	size_t n, cap;
	struct arena text;
};

/* Adds a row; the text is copied. */
void rows_add(
    struct rows *s, struct str flow, struct str code, struct str partner, struct str raw);

/* Writes all of them as one answer in JSON. */
void rows_write(struct rows *s, struct atomic_file *to);

void rows_free(struct rows *s);

#endif
