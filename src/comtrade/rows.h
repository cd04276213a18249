/*
 * sheet: the rows of one dataset, as they came. The service promises no order, and a question that
 * was cut has another one: they are written by flow, code and partner, so that the same release is
 * the same file.
 */
#ifndef RELIANCE_SHEET_H
#define RELIANCE_SHEET_H

#include "lib/io/atomic-file.h"
#include "lib/mem.h"

/* Zero is a good empty one. */
struct sheet {
	struct sheet_row *row;
	size_t n, cap;
	struct arena text;
};

/* Adds a row; the text is copied. */
void sheet_add(
    struct sheet *s, struct str flow, struct str code, struct str partner, struct str raw);

/* Writes all of them as one answer in JSON. */
void sheet_write(struct sheet *s, struct draft *to);

void sheet_free(struct sheet *s);

#endif
