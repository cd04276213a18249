/*
 * csvout: writes CSV records to stdout. A program has one output, and only this file writes to it.
 *
 * Records are buffered and written as whole records, so a reader never waits for half a line. The
 * first failed write ends the program. If the program fails after the output has begun, or a signal
 * other than SIGKILL ends it, the last line of the output is "!NAME failed", so that the next
 * filter does not mistake a partial result for a complete one.
 *
 * A record is either a number of csvout_field(), csvout_dec(), csvout_count() and csvout_raw() and
 * then csvout_end_record(), or one csvout_room() and csvout_took().
 */
#ifndef RELIANCE_LIB_CSV_CSVOUT_H
#define RELIANCE_LIB_CSV_CSVOUT_H

#include <stdnoreturn.h>

#include "lib/num/decimal.h"
#include "lib/str.h"

/* Starts the output and installs the signal handlers. Call once, before anything else here. */
void csvout_begin(void);

/* Append a field to the record. csvout_field() quotes it if necessary (quote.h). */
void csvout_field(struct str s);
void csvout_dec(dec x);
void csvout_count(uint64_t n);

/* Appends one or more fields in their written form: comma-separated and quoted as necessary. */
void csvout_raw(struct str s);

/* Ends the record. */
void csvout_end_record(void);

/*
 * A fast path for records of at most `n` bytes. csvout_room() returns room for `n` bytes; the
 * caller writes a record there in its written form, without line end, and passes its end to
 * csvout_took().
 */
char *csvout_room(size_t n);
void csvout_took(char *end);

/* Appends bytes of another format, such as a whole file. Not within a record. */
void csvout_bytes(struct str s);

/* Writes the buffered records now. Used after the header, so that the next filter fails early. */
void csvout_flush(void);

/* Ends the output with `line`, the failure mark of an upstream filter; exits with status 1. */
noreturn void csvout_pass_failure(struct str line);

/* Writes the buffered records and closes stdout. A failure ends the program. */
void csvout_close(void);

/* Is it a failure mark, "!NAME failed"? */
bool csvout_is_failure(struct str line);

#endif
