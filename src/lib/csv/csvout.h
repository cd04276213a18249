/*
 * csvout: records on stdout. The only file that writes to descriptor 1.
 *
 * A program has one output. Blocks are written at the end of a record, so a reader never waits on
 * half a line; the first failed write ends the program. If the program fails after its first
 * record, the stream ends with "!NAME failed" (also when a signal ends it, but for
 * SIGKILL), so that no
 * filter takes what is there for the whole.
 */
#ifndef RELIANCE_LIB_CSV_CSVOUT_H
#define RELIANCE_LIB_CSV_CSVOUT_H

#include <stdnoreturn.h>

#include "lib/num/decimal.h"
#include "lib/str.h"

/* Begins the output. Call once, before anything else here. */
void csvout_begin(void);

/* Appends a field to the record; quoted only if it holds a comma or a quote or ends in a blank. */
void csvout_field(struct str s);
void csvout_dec(dec x);
void csvout_count(uint64_t n);

/* Appends the bytes of whole fields, quoted already: a record, or a part of one, as it came. */
void csvout_raw(struct str s);

/* Ends the record. */
void csvout_end_record(void);

/*
 * The short way for records whose size is known to be small: room for `n` bytes, in which the
 * caller writes a whole record, quoted where it must be and without its end of line; `end` is
 * behind it.
 */
char *csvout_room(size_t n);
void csvout_took(char *end);

/* Writes out what is there now; after the header, so that the next filter can complain early. */
void csvout_flush(void);

/* Ends the output with the mark of an upstream failure, `line`, and the program in status 1. */
noreturn void csvout_pass_failure(struct str line);

/* Writes out the rest and closes; a byte that could not be written ends the program. */
void csvout_close(void);

/* True for the line "!NAME failed". */
bool csvout_is_failure(struct str line);

#endif
