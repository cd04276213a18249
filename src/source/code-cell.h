/*
 * code-cell: what the cell of a period or commodity means; see cell.h.
 */
#ifndef RELIANCE_SOURCE_CODE_CELL_H
#define RELIANCE_SOURCE_CODE_CELL_H

#include "trade/hs.h"

/* "2023.0", "2023-03" and "2023M03" as YYYY or YYYYMM; other text as it is. */
struct str cell_period(struct str s, char digits[6]);

/*
 * The HS code that a cell means, with the zero that a spreadsheet took (`*padded`), or TOTAL for
 * all commodities by any name. Returns null, or what is wrong.
 */
const char *cell_hs(struct str s, char to[HS_MAX + 1], bool *padded);

/*
 * The same for 1, 3 or 5 digits, quickly: adds the zero to `to`. False for any other cell. Longer
 * codes are national: Japan's have nine digits.
 */
static inline bool
cell_hs_pad(struct str s, char to[HS_MAX + 1])
{
	if (s.n % 2 == 0 || s.n > 5 || !str_digits(s))
		return false;
	to[0] = '0';
	memcpy(to + 1, s.p, s.n);
	to[s.n + 1] = '\0';
	return true;
}

/* An id of the OEC without the number of the section, which is before the HS code. */
struct str cell_without_section(struct str s);

#endif
