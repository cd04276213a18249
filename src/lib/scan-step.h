/*
 * scan-step: what the versions of scan share: from bit masks of 64 bytes to places. Included by
 * them alone.
 */
#ifndef RELIANCE_SCAN_STEP_H
#define RELIANCE_SCAN_STEP_H

#include <stdbool.h>
#include <string.h>

#include "scan.h"

/* What is to be known of the byte before. */
struct scan_state {
	bool open;   /* it is inside of quotes, or opens them */
	bool begins; /* a field begins behind it */
	bool closed; /* it closes quotes */
	bool ended;  /* it is the CR of a CR LF */
};

static inline struct scan_state
scan_begin(void)
{
	return (struct scan_state){ .begins = true };
}

/* The text is over: quotes that are open stay so. */
static inline void
scan_end(struct scan *s, const struct scan_state *state)
{
	if (state->open)
		s->special = SCAN_SPECIAL;
}

/* Scans text[i..end) of the n bytes there are, byte by byte. */
void scan_bytes(struct scan *s, const char *text, size_t i, size_t end, size_t n, char delimiter,
    struct scan_state *state);

/* A bit per byte of a step. */
struct scan_masks {
	uint64_t delimiters, newlines, quotes, returns, zeros;
};

/* What a step comes to: ends of fields and lines, and bytes that make a line special. */
struct scan_places {
	uint64_t cuts, ends, specials;
};

/* Writes the places of all bits, eight at a time: most steps have a few, and no branch is missed.
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

/* Bit i is the sum of bits 0 to i: inside of quotes, if the bits are quotes. */
static inline uint64_t
scan_sums(uint64_t x)
{
	for (int i = 1; i < 64; i *= 2)
		x ^= x << i;
	return x;
}

/*
 * Weighs the masks of a step, and the byte behind it; with what scan_bytes() does one by one. False
 * if a line ends inside of quotes: then the step has to be done so.
 */
static inline bool
scan_weigh(
    struct scan_masks m, bool newline_next, struct scan_state *state, struct scan_places *out)
{
	uint64_t returns = m.returns & (m.newlines >> 1 | (uint64_t)newline_next << 63);
	uint64_t ends = (m.newlines & ~(returns << 1 | (uint64_t)state->ended)) | returns;
	uint64_t inside = 0, cuts = m.delimiters & ~m.newlines,
		 specials = (m.returns & ~returns) | m.zeros;
	bool open = state->open;

	if ((m.quotes | (uint64_t)open | (uint64_t)state->closed) != 0) {
		inside = scan_sums(m.quotes) ^ (open ? ~(uint64_t)0 : 0);
		if ((ends & inside) != 0)
			return false;
		cuts &= ~inside;
		uint64_t begins = (cuts | m.newlines) << 1 | (uint64_t)state->begins;
		uint64_t closing = m.quotes & ~inside;
		uint64_t closed = closing << 1 | (uint64_t)state->closed;
		specials |= m.quotes & inside & ~(begins | closed);
		specials |= closed & ~(cuts | ends | m.newlines | m.quotes);
		state->closed = closing >> 63;
	}
	state->open = inside >> 63;
	state->begins = (cuts | m.newlines) >> 63;
	state->ended = returns >> 63;
	*out = (struct scan_places){ cuts, ends, specials };
	return true;
}

/* Lists the lines that end in a step; `before` is how many marks there were before it. */
static inline void
scan_lines(struct scan *s, struct scan_places p, size_t before)
{
	uint64_t all = p.cuts | p.ends, seen = 0; /* bits up to the last end */

	for (uint64_t left = p.ends; left != 0; left &= left - 1) {
		uint64_t below = (left & -left) - 1;
		if ((p.specials & below & ~seen) != 0)
			s->special = SCAN_SPECIAL;
		s->line[s->lines++] =
		    (uint32_t)(before + (size_t)__builtin_popcountll(all & below)) | s->special;
		s->special = 0;
		seen = below;
	}
	if ((p.specials & ~seen) != 0)
		s->special = SCAN_SPECIAL;
}

/*
 * The body of a version: 64 bytes a step by look(), which gives the masks of a step; the last few
 * bytes one by one. places() writes the places of the bits down.
 */
#define SCAN_BODY(look, places)                                                                 \
	{                                                                                       \
		struct scan_state state = scan_begin();                                         \
		size_t i = 0;                                                                   \
		for (; i + SCAN_WIDTH <= n; i += SCAN_WIDTH) {                                  \
			struct scan_places p;                                                   \
			bool newline_next = i + SCAN_WIDTH < n && text[i + SCAN_WIDTH] == '\n'; \
			if (!scan_weigh(look(text + i, delimiter), newline_next, &state, &p)) { \
				scan_bytes(s, text, i, i + SCAN_WIDTH, n, delimiter, &state);   \
				continue;                                                       \
			}                                                                       \
			size_t before = s->marks;                                               \
			if ((p.cuts | p.ends) != 0)                                             \
				places(s, (uint32_t)i, p.cuts | p.ends);                        \
			scan_lines(s, p, before);                                               \
		}                                                                               \
		scan_bytes(s, text, i, n, n, delimiter, &state);                                \
		scan_end(s, &state);                                                            \
	}

#endif
