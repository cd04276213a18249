/*
 * scan: where the fields and lines of a block of text end.
 *
 * The one hot loop of all filters. It decides nothing: it lists places, and csvin reads them; a
 * line whose quotes or bytes want a second look it calls special. There is a plain version, which
 * explains and tests the others, and one per instruction set; the best that the processor has is
 * chosen at run time.
 */
#ifndef RELIANCE_LIB_CSV_SCAN_H
#define RELIANCE_LIB_CSV_SCAN_H

#include <stddef.h>
#include <stdint.h>

enum {
	SCAN_WIDTH = 64,             /* bytes looked at in one step */
	SCAN_SLACK = 2 * SCAN_WIDTH, /* marks or lines beyond the last that may be written */
};

/*
 * In scan.line: the line holds a NUL byte or a carriage return that does not end it, or a quote
 * that opens where no field begins, closes where none ends, or is not closed.
 */
#define SCAN_SPECIAL ((uint32_t)1 << 31)

/*
 * The places found. The caller provides room: a mark per byte scanned and SCAN_SLACK more, and as
 * many lines.
 */
struct scan {
	uint32_t
	    *mark; /* places of delimiters outside of quotes, and of ends of lines: LF or CR LF */
	size_t marks;
	uint32_t *line; /* by line: which mark is its end, and SCAN_SPECIAL */
	size_t lines;
	uint32_t special; /* SCAN_SPECIAL if the line that is not complete yet is special so far */
};

/*
 * Scans text[0..n), n below 2^31, from the beginning of a line; the places are added to `s`. With a
 * newline for a delimiter, lines have one field.
 */
typedef void scan_function(struct scan *s, const char *text, size_t n, char delimiter);

scan_function scan_plain;

/* The fastest that this processor runs. */
scan_function *scan_best(void);

/* All that this processor runs, for tests: null after the last. */
scan_function *scan_version(size_t i);

#endif
