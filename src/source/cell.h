/*
 * cell: what a cell means, however spreadsheets, data frames and web pages spell it. Decided here,
 * once, before selection and guards; decode.h caches the results.
 */
#ifndef RELIANCE_SOURCE_CELL_H
#define RELIANCE_SOURCE_CELL_H

#include "lib/mem.h"

/* Is the cell one of the ways to write a missing value? NA is one, too: of a country, see there. */
bool cell_is_other_missing(struct str s);

/* The same, quickly for numbers and empty cells, which are nearly all. */
static inline bool
cell_is_missing(struct str s)
{
	if (s.n == 0 || s.n > 4 || is_digit(s.p[0]))
		return s.n == 0;
	return cell_is_other_missing(s);
}

/*
 * Sets `out` to `s` in UTF-8: to `s` itself if it is valid, else to its conversion from ISO-8859-1,
 * held in `room`. False if `s` has control characters of either, so that it is not text.
 */
bool cell_text(struct str s, struct buf *room, struct str *out);

/*
 * cell_text() of a code or name, without what nobody sees and nobody means: blanks around it
 * (U+00A0 and others), characters of no width, the apostrophe by which a spreadsheet keeps zeros.
 */
bool cell_code(struct str s, struct buf *room, struct str *out);

/* cell_without_fraction() of a cell that may have one. */
struct str cell_cut_fraction(struct str s);

/* "156.0" is 156: `s` without a fraction of zeros behind digits; else `s`. */
static inline struct str
cell_without_fraction(struct str s)
{
	bool may = s.n > 1 && (s.p[s.n - 1] == '0' || s.p[s.n - 1] == '.');

	return may ? cell_cut_fraction(s) : s;
}

/* "WHAT is "CELL", WRONG" or "WHAT is empty", held in `why`. */
const char *cell_complaint(struct buf *why, const char *what, struct str cell, const char *wrong);

#endif
