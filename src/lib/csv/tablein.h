/*
 * tablein: reads all operands as one table, row by row. Every filter except fetch-normalise uses
 * it.
 *
 * The first line of the first file is the header; every other file must begin with the same line.
 * Repeated header lines are skipped, so the output of `cat a.csv b.csv` is valid input. A line that
 * is not a row of the table ends the program with FILE:LINE and the reason. So does the failure
 * mark "!NAME failed" of an upstream filter; it is passed on to the output.
 */
#ifndef RELIANCE_LIB_CSV_TABLEIN_H
#define RELIANCE_LIB_CSV_TABLEIN_H

#include <stdnoreturn.h>

#include "columns.h"
#include "lib/num/decimal.h"
#include "lib/operands.h"

struct tablein;

/*
 * Opens the table and reads its header, or takes the columns from --columns in `o`. Takes ownership
 * of the operands.
 */
struct tablein *tablein_open(const struct opts *o, struct operands operands);

const struct columns *tablein_columns(const struct tablein *in);

/*
 * Reads the next row; false after the last. Everything that the functions below return about the
 * row is valid until the next call.
 */
bool tablein_next(struct tablein *in);

/*
 * Selects a column. If any column is selected, tablein_fields() fills in the selected columns only,
 * which is faster; the others are empty. Otherwise it fills in all.
 */
void tablein_want(struct tablein *in, size_t at);

const struct str *tablein_fields(const struct tablein *in); /* without quotes, one per column */
/* Any cell of the row, selected or not, without quotes. */
struct str tablein_cell(const struct tablein *in, size_t at);

struct str tablein_raw(const struct tablein *in); /* the line as it was read */
uint64_t tablein_rows(const struct tablein *in);  /* number of rows so far */

/* Writes the table's columns to the output's header, without ending it; nothing if --headerless. */
void tablein_begin_header(const struct tablein *in);

/* die() with a message that begins with "FILE:LINE: ", the position of the current row. */
noreturn void tablein_die(const struct tablein *in, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * Parses the cell of column `at` as a number. False if it is empty; a cell that is not a number
 * ends the program.
 */
bool tablein_number(const struct tablein *in, size_t at, dec *out);

/* Closes the files and frees everything, the operands included. */
void tablein_close(struct tablein *in);

#endif
