#include "cells.h"

#include "lib/csvout.h"
#include "lib/die.h"

enum { SEEN, STATES };                  /* places of what comes before the values */
enum state { FILLED = 1, MISSING = 2 }; /* a cell that was not empty was met, one that was */

size_t
cells_size(const struct plan *p)
{
	return STATES + p->measures + p->values * sizeof(dec);
}

static inline size_t
value_place(const struct plan *p, size_t value)
{
	return STATES + p->measures + value * sizeof(dec);
}

/* By halves: a load of 16 bytes would wait for the two stores of 8 that a register pair makes. */
static inline dec
get(const struct plan *p, const char *cells, size_t value)
{
	const char *at = cells + value_place(p, value);
	uint64_t low, high;

	memcpy(&low, at, sizeof low);
	memcpy(&high, at + sizeof low, sizeof high);
	return (dec)((udec)high << 64 | low);
}

static inline void
set(const struct plan *p, char *cells, size_t value, dec x)
{
	char *at = cells + value_place(p, value);
	uint64_t low = (uint64_t)x, high = (uint64_t)((udec)x >> 64);

	memcpy(at, &low, sizeof low);
	memcpy(at + sizeof low, &high, sizeof high);
}

/* What a row adds to a measure: without --merge, rows and empty cells are counted themselves. */
static dec
value_of(const struct plan *p, enum operation op, const struct reading *r)
{
	if (op == OP_COUNT && !p->merge)
		return DEC_ONE;
	if (op == OP_MISSING && !p->merge)
		return r->empty ? DEC_ONE : 0;
	return r->empty ? 0 : r->number;
}

void
cells_of_row(const struct plan *p, const struct reading *row, unsigned char seen, char *cells)
{
	cells[SEEN] = (char)seen;
	for (size_t m = 0; m < p->measures; m++) {
		const struct measure *measure = &p->measure[m];
		const struct reading *r = &row[measure->input];
		cells[STATES + m] = r->empty ? MISSING : FILLED;
		if (measure->op == OP_DISTINCT)
			continue;
		set(p, cells, measure->value, value_of(p, measure->op, r));
		if (measure->op == OP_MEAN)
			set(p, cells, measure->value + 1, !r->empty);
	}
}

static void
add(const struct plan *p, size_t m, size_t value, char *to, const char *from)
{
	dec x;

	if (__builtin_add_overflow(get(p, to, value), get(p, from, value), &x))
		die("the sum of %.*s is beyond 128 bits", STR_ARG(p->measure[m].name));
	set(p, to, value, x);
}

/* The smaller or larger one of two that both are filled. */
static void
choose(const struct plan *p, size_t m, char *to, const char *from)
{
	size_t value = p->measure[m].value;
	dec x = get(p, from, value), y = get(p, to, value);

	if (p->measure[m].op == OP_MIN ? x < y : x > y)
		set(p, to, value, x);
}

void
cells_fold(const struct plan *p, char *to, const char *from)
{
	to[SEEN] |= from[SEEN];
	for (size_t m = 0; m < p->measures; m++) {
		size_t value = p->measure[m].value;
		bool filled = (to[STATES + m] & FILLED) != 0;
		switch (p->measure[m].op) {
		case OP_MIN:
		case OP_MAX:
			if (!filled)
				set(p, to, value, get(p, from, value));
			else if ((from[STATES + m] & FILLED) != 0)
				choose(p, m, to, from);
			break;
		case OP_DISTINCT: break;
		case OP_MEAN:
			add(p, m, value, to, from);
			add(p, m, value + 1, to, from);
			break;
		case OP_SUM:
		case OP_COUNT:
		case OP_MISSING: add(p, m, value, to, from); break;
		}
		to[STATES + m] |= from[STATES + m];
	}
}

unsigned char
cells_seen(const char *cells)
{
	return (unsigned char)cells[SEEN];
}

/* Does the sum `m` miss a part, by its own cells or by what parts of it said? */
static bool
is_incomplete(const struct plan *p, const char *cells, size_t m)
{
	size_t lacks = p->measure[m].lacks;

	return (cells[STATES + m] & MISSING) != 0 ||
	       (lacks != SIZE_MAX && get(p, cells, p->measure[lacks].value) > 0);
}

static void
write_measure(const struct plan *p, const char *cells, size_t m, bool complete)
{
	enum operation op = p->measure[m].op;
	bool counts = op == OP_COUNT || op == OP_MISSING;
	bool filled = (cells[STATES + m] & FILLED) != 0;
	dec x = get(p, cells, p->measure[m].value);

	if (!counts && (!filled || (op == OP_SUM && complete && is_incomplete(p, cells, m))))
		csvout_field((struct str){ "", 0 });
	else if (op == OP_MEAN)
		csvout_dec(dec_mean(x, (uint64_t)get(p, cells, p->measure[m].value + 1)));
	else
		csvout_dec(x);
}

void
cells_write(const struct plan *p, const char *cells, const uint64_t *distinct, bool complete)
{
	for (size_t m = 0; m < p->measures; m++)
		if (p->measure[m].op == OP_DISTINCT)
			csvout_count(distinct[m]);
		else
			write_measure(p, cells, m, complete);
}
