/*
 * tablein: one table out of all operands, row by row; what all filters but the first read with.
 *
 * The first line of the first input names the columns, and the first line of every other must be
 * the same; lines equal to it further on are skipped, so that `cat a.csv b.csv` is a good input.
 * Anything that is not a row of that table ends the program with FILE:LINE and what was wrong; so
 * does the mark "!NAME failed" of a filter upstream, which is passed on.
 */
#ifndef RELIANCE_LIB_CSV_TABLEIN_H
#define RELIANCE_LIB_CSV_TABLEIN_H

#include <stdnoreturn.h>

#include "columns.h"
#include "lib/num/decimal.h"
#include "lib/operands.h"

struct tablein;

/* Opens the table and reads its header. `o` says if there is one; the operands must live on. */
struct tablein *tablein_open(const struct opts *o, struct operands operands);

const struct columns *tablein_columns(const struct tablein *in);

/* Goes to the next row; false after the last. What follows is good until the next call. */
bool tablein_next(struct tablein *in);

/* Asks for the cells of a column. Once one is asked for, the cells of all others stay empty. */
void tablein_want(struct tablein *in, size_t at);

const struct str *tablein_fields(const struct tablein *in); /* unquoted, one per column */
struct str tablein_raw(const struct tablein *in);           /* the line as it came */
uint64_t tablein_rows(const struct tablein *in);            /* rows handed out so far */

/* Begins the output's header with the table's own columns, unless --headerless. */
void tablein_begin_header(const struct tablein *in);

/* Ends the program: "FILE:LINE: " and the message. */
noreturn void tablein_die(const struct tablein *in, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* The cell of column `at` as a number; false when empty, the end of the program when no number. */
bool tablein_number(const struct tablein *in, size_t at, dec *out);

void tablein_close(struct tablein *in);

#endif
