/*
 * scan: where the delimiters, quotes and line ends of a block of text are.
 *
 * The one hot loop of all filters. It decides nothing: it lists places, and csvin reads them. There
 * is a plain version, which explains and tests the others, and one per instruction set; the best
 * that the processor has is chosen at run time.
 */
#ifndef RELIANCE_SCAN_H
#define RELIANCE_SCAN_H

#include <stddef.h>
#include <stdint.h>

enum {
	SCAN_WIDTH = 64,             /* bytes looked at in one step */
	SCAN_SLACK = 2 * SCAN_WIDTH, /* marks beyond the last that may be written */
};

/* In scan.line: the line holds a quote, a carriage return or a NUL byte somewhere. */
#define SCAN_SPECIAL ((uint32_t)1 << 31)

/*
 * The places found. The caller provides room: a mark per byte scanned and SCAN_SLACK more, and as
 * many lines.
 */
struct scan {
	uint32_t *mark; /* where the marks stand: delimiters, newlines, quotes, returns, NULs */
	size_t marks;
	uint32_t *line; /* by line: which mark is its newline, and SCAN_SPECIAL */
	size_t lines;
	uint32_t special; /* SCAN_SPECIAL if the line that is not complete yet has one */
};

/* Scans text[0..n), n below 2^31, from the beginning of a line; the places are added to `s`. */
typedef void scan_function(struct scan *s, const char *text, size_t n, char delimiter);

scan_function scan_plain;

/* The fastest that this processor runs. */
scan_function *scan_best(void);

/* All that this processor runs, for tests: null after the last. */
scan_function *scan_version(size_t i);

#endif
