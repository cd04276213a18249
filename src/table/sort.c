#include "sort.h"

#include <stdlib.h>

struct sort_key {
	size_t column;
	bool numeric, descending;
};

struct sort_plan {
	struct sort_key *key;
	size_t n, cap;
};

struct sort_row {
	const struct sort_plan *plan;
	const struct str *cell;
	size_t place; /* before the sort */
};

static int
compare_cells(const struct sort_key *key, struct str a, struct str b)
{
	if (a.n == 0 || b.n == 0)
		return (a.n == 0) - (b.n == 0);
	int order = str_cmp(a, b);
	if (key->numeric) {
		dec x = 0, y = 0;
		(void)dec_parse(a, &x);
		(void)dec_parse(b, &y);
		order = (x > y) - (x < y);
	}
	return key->descending ? -order : order;
}

static int
compare(const void *a, const void *b)
{
	const struct sort_row *x = a, *y = b;

	for (size_t i = 0; i < x->plan->n; i++) {
		const struct sort_key *key = &x->plan->key[i];
		int order = compare_cells(key, x->cell[key->column], y->cell[key->column]);
		if (order != 0)
			return order;
	}
	return x->place < y->place ? -1 : 1;
}

static struct sort_plan
read_plan(const struct grid *g, const char *names)
{
	struct sort_plan plan = { 0 };
	struct str rest = str_of(names), name;

	while (str_split(&rest, ',', &name)) {
		struct sort_key key = { .descending = name.n > 0 && name.p[0] == '-' };
		name.p += key.descending, name.n -= key.descending;
		key.column = grid_need(g, "sort", name);
		key.numeric = g->column[key.column].numeric;
		mem_grow(&plan.key, &plan.cap, plan.n, sizeof *plan.key);
		plan.key[plan.n++] = key;
	}
	return plan;
}

void
sort_check(const struct grid *g, const char *names)
{
	free(read_plan(g, names).key);
}

void
sort_rows(struct grid *g, const char *names)
{
	struct sort_plan plan = read_plan(g, names);
	struct sort_row *row = mem_alloc(g->rows + 1, sizeof *row);
	struct str *cell = mem_alloc(g->rows * g->columns + 1, sizeof *cell);

	for (size_t r = 0; r < g->rows; r++)
		row[r] = (struct sort_row){ &plan, grid_row(g, r), r };
	qsort(row, g->rows, sizeof *row, compare);
	for (size_t r = 0; r < g->rows; r++)
		memcpy(cell + r * g->columns, row[r].cell, g->columns * sizeof *cell);
	free(g->cell);
	g->cell = cell;
	g->cap = 0;
	free(row);
	free(plan.key);
}
