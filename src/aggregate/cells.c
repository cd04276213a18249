#include "cells.h"

#include "lib/csv/csvout.h"
#include "lib/die.h"

enum { SEEN, STATES };                  /* places of what comes before the values */
enum state { FILLED = 1, MISSING = 2 }; /* a cell that was not empty was met, one that was */

size_t
cells_size(const struct fold_plan *p)
{
	return STATES + p->measures + p->values * sizeof(dec);
}

static inline size_t
values_place(const struct fold_plan *p)
{
	return STATES + p->measures;
}

/* By halves: a load of 16 bytes would wait for the two stores of 8 that a register pair makes. */
static inline dec
get(const char *values, size_t i)
{
	uint64_t low, high;

	memcpy(&low, values + i * sizeof(dec), sizeof low);
	memcpy(&high, values + i * sizeof(dec) + sizeof low, sizeof high);
	return (dec)((udec)high << 64 | low);
}

static inline void
set(char *values, size_t i, dec x)
{
	uint64_t low = (uint64_t)x, high = (uint64_t)((udec)x >> 64);

	memcpy(values + i * sizeof(dec), &low, sizeof low);
	memcpy(values + i * sizeof(dec) + sizeof low, &high, sizeof high);
}

/* What a row adds to a measure: without --merge, rows and empty cells are counted themselves. */
static dec
value_of(const struct fold_plan *p, enum operation op, const struct reading *r)
{
	if (op == OP_COUNT && !p->merge)
		return DEC_ONE;
	if (op == OP_MISSING && !p->merge)
		return r->empty ? DEC_ONE : 0;
	return r->empty ? 0 : r->number;
}

void
cells_of_row(const struct fold_plan *p, const struct reading *row, unsigned char seen, char *cells)
{
	const struct measure *measure = p->measure;
	size_t measures = p->measures;
	char *values = cells + values_place(p);

	cells[SEEN] = (char)seen;
	for (size_t m = 0; m < measures; m++) {
		const struct reading *r = &row[measure[m].input];
		enum operation op = measure[m].op;
		cells[STATES + m] = r->empty ? MISSING : FILLED;
		if (op == OP_DISTINCT)
			continue;
		set(values, measure[m].value, value_of(p, op, r));
		if (op == OP_MEAN)
			set(values, measure[m].value + 1, !r->empty);
	}
}

/* Adds a value to another; false if that overflows. dec_add(), but in registers. */
static inline bool
add(char *to, const char *from, size_t value)
{
	dec x;

	if (__builtin_add_overflow(get(to, value), get(from, value), &x))
		return false;
	set(to, value, x);
	return true;
}

/* The smaller or larger one of two that both are filled. */
static void
choose(enum operation op, char *to, const char *from, size_t value)
{
	dec x = get(from, value), y = get(to, value);

	if (op == OP_MIN ? x < y : x > y)
		set(to, value, x);
}

/* Folds the values of a measure, of which the states say what they are. False on overflow. */
static inline bool
fold_values(const struct measure *m, char *to, char to_state, const char *from, char from_state)
{
	switch (m->op) {
	case OP_MIN:
	case OP_MAX:
		if ((to_state & FILLED) == 0)
			set(to, m->value, get(from, m->value));
		else if ((from_state & FILLED) != 0)
			choose(m->op, to, from, m->value);
		return true;
	case OP_DISTINCT: return true;
	case OP_MEAN: return add(to, from, m->value) && add(to, from, m->value + 1);
	default: return add(to, from, m->value);
	}
}

void
cells_fold(const struct fold_plan *p, char *to, const char *from)
{
	const struct measure *measure = p->measure;
	size_t measures = p->measures, values = values_place(p);

	to[SEEN] |= from[SEEN];
	for (size_t m = 0; m < measures; m++) {
		char from_state = from[STATES + m];
		if (!fold_values(
			&measure[m], to + values, to[STATES + m], from + values, from_state))
			die("the sum of %.*s is beyond 128 bits", STR_ARG(measure[m].name));
		to[STATES + m] |= from_state;
	}
}

unsigned char
cells_seen(const char *cells)
{
	return (unsigned char)cells[SEEN];
}

/* Does the sum `m` miss a part, by its own cells or by what parts of it said? */
static bool
is_incomplete(const struct fold_plan *p, const char *cells, size_t m)
{
	size_t lacks = p->measure[m].lacks;

	return (cells[STATES + m] & MISSING) != 0 ||
	       (lacks != SIZE_MAX && get(cells + values_place(p), p->measure[lacks].value) > 0);
}

static void
write_measure(const struct fold_plan *p, const char *cells, size_t m, bool complete)
{
	enum operation op = p->measure[m].op;
	bool counts = op == OP_COUNT || op == OP_MISSING;
	bool filled = (cells[STATES + m] & FILLED) != 0;
	size_t value = p->measure[m].value;
	dec x = get(cells + values_place(p), value);

	if (!counts && (!filled || (op == OP_SUM && complete && is_incomplete(p, cells, m))))
		csvout_field((struct str){ "", 0 });
	else if (op == OP_MEAN)
		csvout_dec(dec_mean(x, (uint64_t)get(cells + values_place(p), value + 1)));
	else
		csvout_dec(x);
}

void
cells_write(const struct fold_plan *p, const char *cells, const uint64_t *distinct, bool complete)
{
	for (size_t m = 0; m < p->measures; m++)
		if (p->measure[m].op == OP_DISTINCT)
			csvout_count(distinct[m]);
		else
			write_measure(p, cells, m, complete);
}
