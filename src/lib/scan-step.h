/*
 * scan-step: what the versions of scan share: from bit masks of 64 bytes to places. Included by
 * them alone.
 */
#ifndef RELIANCE_SCAN_STEP_H
#define RELIANCE_SCAN_STEP_H

#include <string.h>

#include "scan.h"

/* A bit per byte of a step. */
struct scan_masks {
	uint64_t delimiters, newlines, specials;
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

/* Lists the lines that end in a step; `before` is how many marks there were before it. */
static inline void
scan_lines(struct scan *s, struct scan_masks m, uint64_t all, size_t before)
{
	uint64_t seen = 0; /* bits up to the last newline */

	for (uint64_t left = m.newlines; left != 0; left &= left - 1) {
		uint64_t below = (left & -left) - 1;
		if ((m.specials & below & ~seen) != 0)
			s->special = SCAN_SPECIAL;
		s->line[s->lines++] =
		    (uint32_t)(before + (size_t)__builtin_popcountll(all & below)) | s->special;
		s->special = 0;
		seen = below;
	}
	if ((m.specials & ~seen) != 0)
		s->special = SCAN_SPECIAL;
}

/* The bits of the first n bytes. */
static inline struct scan_masks
scan_first(struct scan_masks m, size_t n)
{
	uint64_t keep = ((uint64_t)1 << n) - 1;

	return (struct scan_masks){ m.delimiters & keep, m.newlines & keep, m.specials & keep };
}

/*
 * The body of a version: 64 bytes a step by look(), which gives the masks of a step; the last few
 * bytes in a step of their own. places() writes the places of the bits down.
 */
#define SCAN_BODY(look, places)                                                \
	{                                                                      \
		char last[SCAN_WIDTH] = { 0 };                                 \
		for (size_t i = 0; i < n; i += SCAN_WIDTH) {                   \
			struct scan_masks m;                                   \
			if (i + SCAN_WIDTH <= n) {                             \
				m = look(text + i, delimiter);                 \
			} else {                                               \
				memcpy(last, text + i, n - i);                 \
				m = scan_first(look(last, delimiter), n - i);  \
			}                                                      \
			uint64_t all = m.delimiters | m.newlines | m.specials; \
			size_t before = s->marks;                              \
			if (all == 0)                                          \
				continue;                                      \
			places(s, (uint32_t)i, all);                           \
			scan_lines(s, m, all, before);                         \
		}                                                              \
	}

#endif
