/*
 * scan-step: the part of scan that all versions share. Private to scan-*.c.
 *
 * A version supplies look(), which compares 64 bytes with each interesting character and returns
 * bit masks (bit i is byte i), and places(), which writes the offsets of the bits of a mask.
 * Everything between is arithmetic on 64-bit masks, one step for all 64 bytes:
 *
 *	inside quotes	the prefix xor of the quote bits: odd between an opening and a closing quote
 *	cuts, ends	delimiters and line ends outside quotes
 *	specials	bytes that make their line special (scan.h)
 *	carry		what the next step must know about the last byte of this one
 *
 * A line that ends inside quotes breaks the arithmetic, since the quotes are open only up to that
 * line end. scan_bytes() then does the step byte by byte; it also does the tail of the text.
 */
#ifndef RELIANCE_LIB_CSV_SCAN_STEP_H
#define RELIANCE_LIB_CSV_SCAN_STEP_H

#include <stdbool.h>
#include <string.h>

#include "scan.h"

/* The state after a byte, as flags. */
enum {
	SCAN_OPEN = 1,   /* the byte is inside quotes, or opens them */
	SCAN_BEGINS = 2, /* a field begins after it */
	SCAN_CLOSED = 4, /* it closes quotes */
	SCAN_ENDED = 8,  /* it is the CR of a CR LF */
};

/*
 * Scans text[i..end) of a text of `n` bytes, byte by byte. `before` is the state after the byte
 * before; returns the state after the last byte.
 */
unsigned scan_bytes(struct scan *s, const char *text, size_t i, size_t end, size_t n,
    char delimiter, unsigned before);

/* Ends the scan in the state `last`: an open quote makes the last line special. */
static inline void
scan_end(struct scan *s, unsigned last)
{
	if ((last & SCAN_OPEN) != 0)
		s->special = SCAN_SPECIAL;
}

/* The state for a step, as masks: all bits of `open` are equal; of the others, bit 0 counts. */
struct scan_carry {
	uint64_t open, begins, closed, ended;
};

static inline struct scan_carry
scan_carry_of(unsigned before)
{
	return (struct scan_carry){ 0 - (uint64_t)(before & SCAN_OPEN), before / SCAN_BEGINS & 1,
		before / SCAN_CLOSED & 1, before / SCAN_ENDED & 1 };
}

static inline unsigned
scan_before(struct scan_carry c)
{
	return (unsigned)((c.open & SCAN_OPEN) | c.begins * SCAN_BEGINS | c.closed * SCAN_CLOSED |
			  c.ended * SCAN_ENDED);
}

/*
 * A bit per byte of a step. `sums` is the prefix xor of `quotes`: bit i is the parity of bits 0..i.
 */
struct scan_masks {
	uint64_t delimiters, newlines, quotes, sums, returns, zeros;
};

/* The result of a step: field ends, line ends, and bytes that make their line special. */
struct scan_places {
	uint64_t cuts, ends, specials;
};

/*
 * Writes base + i for each bit i that is set. Writes eight at a time, up to seven too many, so that
 * the loop's branch is predictable: most steps have fewer than eight.
 */
static inline void
scan_places(struct scan *s, uint32_t base, uint64_t bits)
{
	uint32_t *to = s->mark + s->marks;
	int n = __builtin_popcountll(bits);

	s->marks += (size_t)n;
	do {
		for (int i = 0; i < 8; i++) {
			to[i] = base + (uint32_t)__builtin_ctzll(bits | (uint64_t)1 << 63);
			bits &= bits - 1;
		}
		to += 8;
		n -= 8;
	} while (n > 0);
}

/* The functions that each version supplies: see the top. */
typedef struct scan_masks scan_look(const char *p, char delimiter);
typedef void scan_write(struct scan *s, uint32_t base, uint64_t bits);

/*
 * Computes the result of the step at `p` from its masks, and updates `carry`. Reads the byte after
 * the step if there are `more`. Does nothing and returns false if a line ends inside quotes: the
 * caller must use scan_bytes().
 */
static inline bool
scan_weigh(struct scan_masks m, const char *p, bool more, struct scan_carry *carry,
    struct scan_places *out)
{
	uint64_t ends = m.newlines, cuts = m.delimiters & ~m.newlines, specials = 0, inside = 0,
		 ended = 0;

	if ((m.returns | m.zeros | carry->ended) != 0) {
		uint64_t next = more && p[SCAN_WIDTH] == '\n';
		uint64_t returns = m.returns & (m.newlines >> 1 | next << 63);
		ends = (m.newlines & ~(returns << 1 | carry->ended)) | returns;
		specials = (m.returns & ~returns) | m.zeros;
		ended = returns >> 63;
	}
	if ((m.quotes | carry->open | carry->closed) != 0) {
		inside = m.sums ^ carry->open;
		if ((ends & inside) != 0)
			return false;
		cuts &= ~inside;
		uint64_t begins = (cuts | m.newlines) << 1 | carry->begins;
		uint64_t closing = m.quotes & ~inside;
		uint64_t closed = closing << 1 | carry->closed;
		specials |= m.quotes & inside & ~(begins | closed);
		specials |= closed & ~(cuts | ends | m.newlines | m.quotes);
		carry->closed = closing >> 63;
	}
	carry->open = 0 - (inside >> 63);
	carry->begins = (cuts | m.newlines) >> 63;
	carry->ended = ended;
	*out = (struct scan_places){ cuts, ends, specials };
	return true;
}

/* A mask of the bits below the lowest bit set in `x`; all bits if x is 0. */
static inline uint64_t
scan_below(uint64_t x)
{
	return (x & -x) - 1;
}

/* Appends the lines that end in a step, which had `before` marks before it. */
static inline void
scan_special_lines(struct scan *s, struct scan_places p, uint32_t before)
{
	uint64_t all = p.cuts | p.ends, seen = 0; /* seen: the bits before the last line end */

	for (uint64_t left = p.ends; left != 0; left &= left - 1) {
		uint64_t below = scan_below(left);
		if ((p.specials & below & ~seen) != 0)
			s->special = SCAN_SPECIAL;
		s->line[s->lines++] =
		    (before + (uint32_t)__builtin_popcountll(all & below)) | s->special;
		s->special = 0;
		seen = below;
	}
	if ((p.specials & ~seen) != 0)
		s->special = SCAN_SPECIAL;
}

/*
 * The same for a step without special lines. Writes two at a time, perhaps one too many, so that
 * the loop's branch is predictable: most steps have at most two line ends.
 */
static inline void
scan_lines(struct scan *s, struct scan_places p, uint32_t before)
{
	uint64_t all = p.cuts | p.ends, left = p.ends;
	uint32_t *to = s->line + s->lines;
	int n = __builtin_popcountll(left);

	s->lines += (size_t)n;
	do {
		for (int i = 0; i < 2; i++) {
			to[i] = before + (uint32_t)__builtin_popcountll(all & scan_below(left));
			left &= left - 1;
		}
		to += 2;
		n -= 2;
	} while (n > 0);
}

/*
 * The body of a version: 64 bytes per step, then the rest byte by byte. Must be inlined, so that
 * look() and places() are. Works on a local copy of `*s`, so that the compiler can keep the counts
 * in registers.
 */
static inline __attribute__((always_inline)) void
scan_steps(
    struct scan *s, const char *text, size_t n, char delimiter, scan_look *look, scan_write *places)
{
	struct scan_carry carry = scan_carry_of(SCAN_BEGINS);
	struct scan own = *s;
	size_t i = 0;

	for (; i + SCAN_WIDTH <= n; i += SCAN_WIDTH) {
		struct scan_places p;
		bool more = i + SCAN_WIDTH < n;
		if (!scan_weigh(look(text + i, delimiter), text + i, more, &carry, &p)) {
			*s = own;
			carry = scan_carry_of(scan_bytes(
			    s, text, i, i + SCAN_WIDTH, n, delimiter, scan_before(carry)));
			own = *s;
			continue;
		}
		uint32_t before = (uint32_t)own.marks;
		places(&own, (uint32_t)i, p.cuts | p.ends);
		if ((p.specials | own.special) == 0)
			scan_lines(&own, p, before);
		else
			scan_special_lines(&own, p, before);
	}
	*s = own;
	scan_end(s, scan_bytes(s, text, i, n, n, delimiter, scan_before(carry)));
}

#endif
