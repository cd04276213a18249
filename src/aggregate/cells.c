#include "cells.h"

#include "lib/csv/csvout.h"
#include "lib/die.h"
#include "lib/num/ratio.h"
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
value_of(const struct fold_plan *p, enum operation op, const struct reading *r, bool estimated)
{
	if (op == OP_ESTIMATED && !p->merge && !estimated)
		return 0;
	if (op == OP_COUNT && !p->merge)
		return DEC_ONE;
	if (op == OP_MISSING && !p->merge)
		return r->empty ? DEC_ONE : 0;
	return r->empty ? 0 : r->number;
}

/* A row counts if it has both values and the weight is not estimated. */
static void
set_unit_value(
    char *values, const struct measure *m, const struct reading *row, bool estimated, char *state)
{
	const struct reading *above = &row[m->input], *below = &row[m->second];
	bool counts = !above->empty && !below->empty && !estimated;

	*state = counts ? FILLED : MISSING;
	set(values, m->value, counts ? above->number : 0);
	set(values, m->value + 1, counts ? below->number : 0);
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
		if (op == OP_UNIT_VALUE) {
			set_unit_value(
			    values, &measure[m], row, marks.estimated, &cells[STATES + m]);
			continue;
		}
		set(values, measure[m].value, value_of(p, op, r, marks.estimated));
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
	case OP_UNIT_VALUE:
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
	return (struct marks){ (unsigned char)cells[WORLD_BITS], (unsigned char)cells[FLAG_BITS],
		false };
}

/* Does the sum `m` lack a value, by its own cells or by the counts of merged inputs? */
static bool
is_incomplete(const struct fold_plan *p, const char *cells, size_t m)
{
	size_t lacks = p->measure[m].lacks;

	return (cells[STATES + m] & MISSING) != 0 ||
	       (lacks != SIZE_MAX && get(cells + values_offset(p), p->measure[lacks].value) > 0);
}

bool
cells_sum(const struct fold_plan *p, const char *cells, size_t m, bool complete, dec *sum)
{
	if ((cells[STATES + m] & FILLED) == 0 || (complete && is_incomplete(p, cells, m)))
		return false;
	*sum = get(cells + values_offset(p), p->measure[m].value);
	return true;
}

/* To 9 decimals, without trailing zeros; empty without a weight. */
static void
write_unit_value(dec above, dec below)
{
	char text[DEC_TEXT];

	if (below <= 0) {
		csvout_raw((struct str){ "", 0 });
		return;
	}
	size_t n = ratio_print(text, (struct ratio){ above, below }, 0, DEC_DECIMALS);
	while (text[n - 1] == '0')
		n--;
	csvout_raw((struct str){ text, text[n - 1] == '.' ? n - 1 : n });
}

void
cells_write_measure(
    const struct fold_plan *p, const char *cells, size_t m, const struct cells_context *with)
{
	enum operation op = p->measure[m].op;
	const char *values = cells + values_offset(p);
	size_t at = p->measure[m].value;
	bool filled = (cells[STATES + m] & FILLED) != 0;

	if (op == OP_DISTINCT)
		csvout_count(with->distinct[m]);
	else if (op == OP_COUNT || op == OP_MISSING)
		csvout_dec(get(values, at));
	else if (!filled || (op == OP_SUM && with->complete && is_incomplete(p, cells, m)))
		csvout_field((struct str){ "", 0 });
	else if (op == OP_UNIT_VALUE)
		write_unit_value(get(values, at), get(values, at + 1));
	else if (op == OP_MEAN)
		csvout_dec(dec_mean(get(values, at),
		    with->periods > 0 ? with->periods : (uint64_t)get(values, at + 1)));
	else
		csvout_dec(get(values, at));
}

void
cells_write_flags(unsigned flags)
{
	char text[FLAGS_TEXT];

	csvout_raw(flags_text(flags, text));
}

void
cells_write(const struct fold_plan *p, const char *cells, const struct cells_context *with)
{
	for (size_t m = 0; m <= p->measures; m++) {
		if (p->flags >= 0 && m == p->flags_before)
			cells_write_flags(cells_marks(cells).flags);
		if (m < p->measures)
			cells_write_measure(p, cells, m, with);
	}
}
