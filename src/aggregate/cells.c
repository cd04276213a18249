#include "cells.h"

#include "lib/csv/csvout.h"
#include "lib/die.h"
#include "trade/flags.h"

enum { WORLD_BITS, FLAG_BITS, STATES }; /* byte offsets before the values */
enum state { FILLED = 1, MISSING = 2 }; /* bits: a cell has a value, a cell is empty */

size_t
cells_size(const struct fold_plan *p)
{
	return STATES + p->measures + p->values * sizeof(dec);
}

static inline size_t
values_offset(const struct fold_plan *p)
{
	return STATES + p->measures;
}

/* Two loads of 8 bytes: one of 16 would wait for the two stores that a register pair needs. */
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

/* What a row adds to a measure. With --merge the row has its counts, else it counts as 1. */
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
cells_of_row(const struct fold_plan *p, const struct reading *row, struct marks marks, char *cells)
{
	const struct measure *measure = p->measure;
	size_t measures = p->measures;
	char *values = cells + values_offset(p);

	cells[WORLD_BITS] = (char)marks.world;
	cells[FLAG_BITS] = (char)marks.flags;
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

/* Adds one value to another; false on overflow. dec_add(), but in registers. */
static inline bool
add(char *to, const char *from, size_t value)
{
	dec x;

	if (__builtin_add_overflow(get(to, value), get(from, value), &x))
		return false;
	set(to, value, x);
	return true;
}

/* Keeps the smaller (OP_MIN) or larger of two known values. */
static void
choose(enum operation op, char *to, const char *from, size_t value)
{
	dec x = get(from, value), y = get(to, value);

	if (op == OP_MIN ? x < y : x > y)
		set(to, value, x);
}

/* Folds one measure; the states show which values are known. False on overflow. */
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
	size_t measures = p->measures, values = values_offset(p);

	to[WORLD_BITS] |= from[WORLD_BITS];
	to[FLAG_BITS] |= from[FLAG_BITS];
	for (size_t m = 0; m < measures; m++) {
		char from_state = from[STATES + m];
		if (!fold_values(
			&measure[m], to + values, to[STATES + m], from + values, from_state))
			die("the sum of %.*s exceeds 128 bits", STR_ARG(measure[m].name));
		to[STATES + m] |= from_state;
	}
}

struct marks
cells_marks(const char *cells)
{
	return (struct marks){ (unsigned char)cells[WORLD_BITS], (unsigned char)cells[FLAG_BITS] };
}

/* Does the sum `m` lack a value, by its own cells or by the counts of merged inputs? */
static bool
is_incomplete(const struct fold_plan *p, const char *cells, size_t m)
{
	size_t lacks = p->measure[m].lacks;

	return (cells[STATES + m] & MISSING) != 0 ||
	       (lacks != SIZE_MAX && get(cells + values_offset(p), p->measure[lacks].value) > 0);
}

static void
write_measure(const struct fold_plan *p, const char *cells, size_t m, bool complete)
{
	enum operation op = p->measure[m].op;
	bool counts = op == OP_COUNT || op == OP_MISSING;
	bool filled = (cells[STATES + m] & FILLED) != 0;
	size_t value = p->measure[m].value;
	dec x = get(cells + values_offset(p), value);

	if (!counts && (!filled || (op == OP_SUM && complete && is_incomplete(p, cells, m))))
		csvout_field((struct str){ "", 0 });
	else if (op == OP_MEAN)
		csvout_dec(dec_mean(x, (uint64_t)get(cells + values_offset(p), value + 1)));
	else
		csvout_dec(x);
}

static void
write_flags(const char *cells)
{
	char text[FLAGS_TEXT];

	csvout_raw(flags_text(cells_marks(cells).flags, text));
}

void
cells_write(const struct fold_plan *p, const char *cells, const uint64_t *distinct, bool complete)
{
	for (size_t m = 0; m < p->measures; m++) {
		if (p->flags >= 0 && m == p->flags_before)
			write_flags(cells);
		if (p->measure[m].op == OP_DISTINCT)
			csvout_count(distinct[m]);
		else
			write_measure(p, cells, m, complete);
	}
	if (p->flags >= 0 && p->flags_before == p->measures)
		write_flags(cells);
}
