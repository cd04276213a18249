/*
 * hs-list: the six-digit codes of each edition of the HS, and the pairs of codes between which
 * goods moved from one edition to the next. Compiled in from hs-codes.csv and hs-changes.csv as
 * arrays that are searched in place.
 */
#ifndef RELIANCE_TRADE_HS_LIST_H
#define RELIANCE_TRADE_HS_LIST_H

#include <stdint.h>

#include "lib/mem.h"

enum {
	HS_LISTED = 7,       /* editions with a list: H0..H6 */
	HS_LIST_MOST = 8192, /* more than there are codes */
};

/* Made by scripts/embed-hs: the codes in order, each times 256, plus its editions as bits; ... */
extern const uint32_t hs_code[];
extern const size_t hs_codes;
/* ... and the pairs, as two numbers of codes. Those from edition e to e + 1 begin at [e]. */
extern const uint32_t hs_change[];
extern const size_t hs_changes_from[HS_LISTED];

/* The numbers of consecutive codes in the list: from <= i < to. */
struct hs_span {
	size_t from, to;
};

/* The listed codes that begin with `code`, of which the first six digits count; may be empty. */
struct hs_span hs_list_find(struct str code);

/* The text of a listed code. */
void hs_list_text(size_t number, char to[7]);

/* Does the edition have this listed code? */
static inline bool
hs_list_has(size_t number, int edition)
{
	return (hs_code[number] >> edition & 1) != 0;
}

/*
 * The editions that have a code, or subheadings of a shorter one, as bits. Codes that are free in
 * every edition have all bits: chapters 98 and 99, and codes that are not digits, such as TOTAL and
 * 9999AA. So have editions that are not published yet.
 */
unsigned hs_list_editions(struct str code);

/* Says that an edition lacks a code, and which editions have it; held in `to`. */
const char *hs_list_complaint(struct str code, int edition, struct buf *to);

#endif
