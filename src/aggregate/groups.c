#include "groups.h"

#include <stdlib.h>

#include "lib/csvout.h"

void
groups_begin(struct groups *g, const struct plan *plan)
{
	*g = (struct groups){ .plan = plan };
}

/* The cells of the group of `key`; new ones are zero. */
static struct cell *
cells_of(struct groups *g, struct str key, size_t *number)
{
	size_t measures = g->plan->measures;
	bool fresh;

	*number = keytab_add(&g->keys, key, &fresh);
	if (fresh) {
		mem_grow(&g->cell, &g->cap, *number, measures * sizeof *g->cell);
		memset(g->cell + *number * measures, 0, measures * sizeof *g->cell);
		mem_grow(&g->seen, &g->seen_cap, *number, 1);
		g->seen[*number] = 0;
	}
	return g->cell + *number * measures;
}

/* True if `value` is new to the set of this group and measure. */
static bool
is_new(struct groups *g, size_t number, size_t measure, struct str value)
{
	struct buf key = { 0 };
	bool fresh;

	buf_add(&key, (struct str){ (const char *)&number, sizeof number });
	buf_add(&key, (struct str){ (const char *)&measure, sizeof measure });
	buf_add(&key, value);
	keytab_add(&g->distinct, buf_str(&key), &fresh);
	buf_free(&key);
	return fresh;
}

/* Folds the number `x`, which stands for `filled` cells, into a cell. False on overflow. */
static bool
fold_number(struct cell *c, enum operation op, dec x, uint64_t filled)
{
	bool better = c->filled == 0 || (op == OP_MIN ? x < c->x : x > c->x);

	c->filled += filled;
	switch (op) {
	case OP_MIN:
	case OP_MAX:
		if (better)
			c->x = x;
		return true;
	default: return dec_add(&c->x, x);
	}
}

static bool
add_reading(struct groups *g, size_t number, size_t m, struct cell *c, const struct reading *r)
{
	enum operation op = g->plan->measure[m].op;
	bool merge = g->plan->merge;

	if (op == OP_COUNT && !merge) {
		c->filled++;
		return true;
	}
	if (r->empty) {
		c->missing++;
		return true;
	}
	switch (op) {
	case OP_DISTINCT: c->filled += is_new(g, number, m, r->text); return true;
	case OP_MISSING: return !merge || fold_number(c, OP_SUM, r->number, 1);
	default: return fold_number(c, op, r->number, 1);
	}
}

const struct measure *
groups_add(struct groups *g, struct str key, const struct reading *row, size_t *number)
{
	const struct plan *p = g->plan;
	struct cell *cell = cells_of(g, key, number);

	for (size_t m = 0; m < p->measures; m++)
		if (!add_reading(g, *number, m, &cell[m], &row[p->measure[m].input]))
			return &p->measure[m];
	return NULL;
}

const struct measure *
groups_fold(struct groups *to, struct str key, const struct groups *from, size_t number)
{
	const struct plan *p = to->plan;
	size_t target;
	struct cell *cell = cells_of(to, key, &target);
	const struct cell *old = from->cell + number * p->measures;

	for (size_t m = 0; m < p->measures; m++) {
		enum operation op = p->measure[m].op;
		cell[m].missing += old[m].missing;
		if (op != OP_DISTINCT && old[m].filled > 0 &&
		    !fold_number(&cell[m], op, old[m].x, old[m].filled))
			return &p->measure[m];
	}
	return NULL;
}

void
groups_fold_distinct(struct groups *to, const struct groups *from, const size_t *target)
{
	for (size_t i = 0; i < from->distinct.n; i++) {
		struct str key = from->distinct.key[i];
		size_t number, measure, head = sizeof number + sizeof measure;
		memcpy(&number, key.p, sizeof number);
		memcpy(&measure, key.p + sizeof number, sizeof measure);
		struct str value = { key.p + head, key.n - head };
		if (target[number] != SIZE_MAX && is_new(to, target[number], measure, value))
			to->cell[target[number] * to->plan->measures + measure].filled++;
	}
}

/* Does the sum `m` miss a part, by its own cells or by what parts of it said? */
static bool
is_incomplete(const struct plan *p, const struct cell *cell, size_t m)
{
	size_t lacks = p->measure[m].lacks;

	return cell[m].missing > 0 || (lacks != SIZE_MAX && cell[lacks].x > 0);
}

static void
write_cell(const struct cell *c, enum operation op, bool merge, bool incomplete)
{
	struct str none = { "", 0 };

	switch (op) {
	case OP_COUNT:
		if (merge)
			csvout_dec(c->x);
		else
			csvout_count(c->filled);
		return;
	case OP_DISTINCT: csvout_count(c->filled); return;
	case OP_MISSING:
		if (merge)
			csvout_dec(c->x);
		else
			csvout_count(c->missing);
		return;
	default: break;
	}
	if (c->filled == 0 || (op == OP_SUM && incomplete))
		csvout_field(none);
	else
		csvout_dec(op == OP_MEAN ? dec_mean(c->x, c->filled) : c->x);
}

void
groups_write(const struct groups *g, size_t number, bool complete)
{
	const struct plan *p = g->plan;
	const struct cell *cell = g->cell + number * p->measures;
	struct str rest = g->keys.key[number], part;

	for (size_t i = 0; i < p->keys && str_split(&rest, '\0', &part); i++)
		csvout_field(part);
	for (size_t m = 0; m < p->measures; m++)
		write_cell(
		    &cell[m], p->measure[m].op, p->merge, complete && is_incomplete(p, cell, m));
	csvout_end_record();
}

void
groups_clear(struct groups *g)
{
	keytab_free(&g->keys);
	keytab_free(&g->distinct);
	free(g->cell);
	free(g->seen);
	groups_begin(g, g->plan);
}
