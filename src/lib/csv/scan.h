/*
 * scan: finds where the fields and lines of a block of text end.
 *
 * The hot loop of all filters: every input byte passes through it once. It only lists offsets
 * ("marks"), from which csvin cuts lines and fields. It knows quotes well enough to ignore the
 * delimiters inside them, but it rejects nothing: it flags a line that may be malformed as special,
 * and csvin examines such lines with slower code.
 *
 * scan_plain() is the reference: byte by byte, and short enough to read. The other versions process
 * 64 bytes per step with the vector instructions of one processor family, and must give the same
 * result (tests/unit/scan.c). Each has a file, scan-avx2.c, scan-avx512.c and scan-neon.c, that
 * contains what differs; scan-step.h contains what they share. scan_best() chooses at run time. The
 * method of bit masks is that of simdjson (Langdale, Lemire, "Parsing gigabytes of JSON per
 * second", 2019).
 */
#ifndef RELIANCE_LIB_CSV_SCAN_H
#define RELIANCE_LIB_CSV_SCAN_H

#include <stddef.h>
#include <stdint.h>

enum {
	SCAN_WIDTH = 64,             /* bytes per step */
	SCAN_SLACK = 2 * SCAN_WIDTH, /* array elements that may be written behind the last */
};

/*
 * The flag of a special line in scan.line. The line contains a NUL byte, a carriage return not
 * followed by LF, or a quote that opens inside a field, closes before the end of a field, or is not
 * closed.
 */
#define SCAN_SPECIAL ((uint32_t)1 << 31)

/*
 * The result. The caller owns both arrays and makes them large enough: one element per byte to be
 * scanned, and SCAN_SLACK more.
 *
 * The marks of a line are the ends of its fields: its delimiters, and its line end for the last
 * one. The last marks may belong to a line that does not end in the text.
 */
struct scan {
	uint32_t *mark;   /* offsets of unquoted delimiters and of line ends (of LF, or of CR LF) */
	size_t marks;     /* number of marks */
	uint32_t *line;   /* per line: the index of its last mark, and perhaps SCAN_SPECIAL */
	size_t lines;     /* number of line ends */
	uint32_t special; /* SCAN_SPECIAL if the incomplete last line is special so far, or 0 */
};

/*
 * Scans text[0..n), n below 2^31, which starts at the beginning of a line, and appends to `s`. If
 * the delimiter is a newline, every line has one field.
 */
typedef void scan_function(struct scan *s, const char *text, size_t n, char delimiter);

/* The reference version. */
scan_function scan_plain;

/* The fastest version that this processor supports. */
scan_function *scan_best(void);

/* For tests: version number `i` of those that this processor supports; null after the last. */
scan_function *scan_version(size_t i);

#endif
