/*
 * rows: the rows of one dataset, as received. The service guarantees no order, and halved requests
 * have another one; rows are written sorted by flow, code and partner, so that equal releases give
 * equal files.
 */
#ifndef RELIANCE_COMTRADE_ROWS_H
#define RELIANCE_COMTRADE_ROWS_H

#include "lib/io/atomic-file.h"
#include "lib/mem.h"

/* Zeroed, it is empty and ready to use. */
struct rows {
	struct rows_row *row;
	size_t n, cap;
	struct arena text;
};

/* Adds a row: its sort key, and the JSON object `raw`. Copies the text. */
void rows_add(struct rows *s, struct str flow, struct str code, struct str partner, struct str raw);

/* Sorts the rows and writes them as one JSON response. */
void rows_write(struct rows *s, struct atomic_file *to);

void rows_free(struct rows *s);

#endif
