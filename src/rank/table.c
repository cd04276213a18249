#include "table.h"

#include <stdlib.h>

enum { PRUNE_FIRST = 64 * 1024 };

static const struct rank_table *sorting; /* qsort() passes nothing along */

static int
compare(const void *a, const void *b)
{
	const struct rank_row *x = a, *y = b;

	if (x->group != y->group)
		return sorting->group_order[x->group] < sorting->group_order[y->group] ? -1 : 1;
	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	if (x->value != y->value)
		return (x->value > y->value) != sorting->ascending ? -1 : 1;
	return str_cmp(x->raw, y->raw);
}

static void
sort_rows(struct rank_table *t)
{
	size_t *order = keytab_sorted(&t->groups);

	t->group_order = mem_alloc(t->groups.n, sizeof *t->group_order);
	for (size_t i = 0; i < t->groups.n; i++)
		t->group_order[order[i]] = i;
	sorting = t;
	if (t->n > 0)
		qsort(t->row, t->n, sizeof *t->row, compare);
	free(t->group_order);
	free(order);
}

/* Walks over sorted rows and says each one's rank. */
struct ranking {
	enum ties ties;
	uint64_t position, rank;
	const struct rank_row *before;
};

static uint64_t
next_rank(struct ranking *k, const struct rank_row *row)
{
	bool new_group = k->before == NULL || k->before->group != row->group;
	bool tie = !new_group && k->ties != TIES_ORDINAL && k->before->value == row->value;

	if (row->place != PLACE_RANKED)
		return 0;
	if (new_group)
		k->position = k->rank = 0;
	k->position++;
	if (!tie)
		k->rank = k->ties == TIES_DENSE ? k->rank + 1 : k->position;
	k->before = row;
	return k->rank;
}

static bool
is_cut(const struct rank_table *t, const struct rank_row *row, uint64_t rank)
{
	return t->top > 0 && (row->place == PLACE_EMPTY || rank > t->top);
}

/* Gives up the rows beyond the cut and moves the text of the others together. */
static void
prune(struct rank_table *t)
{
	struct ranking k = { .ties = t->ties };
	struct rank_row before;
	size_t kept = 0;

	sort_rows(t);
	for (size_t i = 0; i < t->n; i++) {
		struct rank_row *row = &t->row[i];
		uint64_t rank = next_rank(&k, row);
		if (k.before == row) { /* the slot may be overwritten by a kept row below */
			before = *row;
			k.before = &before;
		}
		if (is_cut(t, row, rank)) {
			if (t->others != NULL)
				others_add(t->others, t->groups.key[row->group], row->raw);
			continue;
		}
		struct rank_row moved = *row;
		moved.raw = arena_copy(&t->spare, row->raw);
		t->row[kept++] = moved;
	}
	t->n = kept;
	arena_free(&t->text);
	t->text = t->spare;
	t->spare = (struct arena){ 0 };
	t->prune_at = kept * 2 + PRUNE_FIRST;
}

void
rank_table_add(struct rank_table *t, struct str group, struct rank_row row)
{
	if (t->prune_at == 0)
		t->prune_at = PRUNE_FIRST;
	if (t->top > 0 && t->n >= t->prune_at)
		prune(t);
	row.group = (uint32_t)keytab_add(&t->groups, group, NULL);
	row.raw = arena_copy(&t->text, row.raw);
	mem_grow(&t->row, &t->cap, t->n, sizeof *t->row);
	t->row[t->n++] = row;
}

bool
rank_table_ends(const struct rank_table *t, struct str group)
{
	return t->groups.n > 0 && !str_eq(t->groups.key[0], group);
}

bool
rank_table_in_order(const struct rank_table *t, struct str group)
{
	return t->groups.n == 0 || str_cmp(t->groups.key[0], group) < 0;
}

void
rank_table_print(struct rank_table *t,
    void (*print)(void *data, struct str raw, uint64_t rank, bool shown),
    void (*end)(void *data, struct str group), void *data)
{
	struct ranking k = { .ties = t->ties };
	size_t *order = keytab_sorted(&t->groups), i = 0;

	if (t->top > 0)
		prune(t);
	else
		sort_rows(t);
	/* by group and not by row: the cut may have left a group without any */
	for (size_t g = 0; g < t->groups.n; g++) {
		for (; i < t->n && t->row[i].group == order[g]; i++)
			print(data, t->row[i].raw, next_rank(&k, &t->row[i]), t->row[i].shown);
		end(data, t->groups.key[order[g]]);
	}
	free(order);
	t->n = 0;
	keytab_free(&t->groups);
	arena_free(&t->text);
}

void
rank_table_free(struct rank_table *t)
{
	column_list_free(&t->within);
	free(t->row);
}
