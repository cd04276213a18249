#include "table.h"

#include <stdlib.h>

#include "lib/die.h"

enum {
	DEAD_ENOUGH = 256 * 1024, /* bytes of dropped text that make compact() worth its time */
	AHEAD = 16,               /* rows to prefetch before they are printed */
};

/* Numbers the sorted rows of a group. */
struct ranking {
	enum ties ties;
	uint64_t position, rank;
	udec before;
};

/* The rank of the next row; 0 for none. */
static uint64_t
next_rank(struct ranking *k, udec key)
{
	if (order_kind(key) != ROW_RANKED)
		return 0;
	bool tie = k->position > 0 && k->ties != TIES_ORDINAL && k->before == key;
	k->position++;
	if (!tie)
		k->rank = k->ties == TIES_DENSE ? k->rank + 1 : k->position;
	k->before = key;
	return k->rank;
}

static struct str
text_of(const struct rank_row *row)
{
	return (struct str){ row->text, row->length };
}

static void
drop(struct rank_table *t, size_t group, struct str raw)
{
	if (t->others != NULL)
		others_add(t->others, t->keys.key[group], raw);
}

/* Sorts the rows of a group and drops those beyond the cut. */
static void
cut(struct rank_table *t, size_t number)
{
	struct rank_group *g = &t->group[number];
	struct ranking k = { .ties = t->ties };
	uint32_t kept = 0;

	order_sort(g->row, g->n);
	for (uint32_t i = 0; i < g->n; i++) {
		struct rank_row row = g->row[i];
		if (next_rank(&k, row.key) > t->top) {
			drop(t, number, text_of(&row));
			t->dead += row.length + 1;
			continue;
		}
		g->row[kept++] = row;
		/* a later row has at least this rank, unless it ties */
		uint64_t reached = t->ties == TIES_DENSE ? k.rank : k.position;
		if (order_kind(row.key) == ROW_RANKED && reached >= t->top)
			g->bar = row.key;
	}
	g->n = kept;
}

/* Copies the text of the remaining rows into a new arena. */
static void
compact(struct rank_table *t)
{
	struct arena text = { 0 };

	for (size_t number = 0; number < t->keys.n; number++) {
		struct rank_group *g = &t->group[number];
		for (uint32_t i = 0; i < g->n; i++)
			g->row[i].text = arena_copy(&text, text_of(&g->row[i])).p;
	}
	arena_free(&t->text);
	t->text = text;
	t->dead = 0;
}

static void
make_room(struct rank_table *t, size_t number)
{
	struct rank_group *g = &t->group[number];

	if (g->n < g->cap)
		return;
	if (t->top > 0 && g->n > t->top) {
		cut(t, number);
		if (t->dead > DEAD_ENOUGH && t->dead > t->text.used / 2)
			compact(t);
	}
	if (g->n < g->cap / 4 * 3)
		return;
	if (g->cap > UINT32_MAX / 2)
		die("more than 2 billion rows in a group");
	g->cap += g->cap / 2 + 1;
	g->row = mem_resize(g->row, g->cap, sizeof *g->row);
}

size_t
rank_table_group(struct rank_table *t, struct str key)
{
	bool fresh;
	size_t number = keytab_add(&t->keys, key, &fresh);

	if (fresh) {
		mem_grow(&t->group, &t->group_cap, number, sizeof *t->group);
		t->group[number] = (struct rank_group){ .bar = ~(udec)0 };
	}
	return number;
}

/* Is the row certain to be cut off, whatever rows follow? */
static bool
is_beyond(const struct rank_table *t, const struct rank_group *g, udec key)
{
	enum row_kind kind = order_kind(key);

	return t->top > 0 && (kind == ROW_EMPTY || (kind == ROW_RANKED && key > g->bar));
}

void
rank_table_add(struct rank_table *t, size_t group, struct rank_entry row)
{
	struct rank_group *g = &t->group[group];
	udec key = order_key(row.kind, row.value, t->ascending);

	if (is_beyond(t, g, key)) {
		drop(t, group, row.raw);
		return;
	}
	make_room(t, group);
	g->row[g->n++] = (struct rank_row){ key, arena_copy(&t->text, row.raw).p,
		(uint32_t)row.raw.n, row.printed };
	if (g->n == t->top)
		cut(t, group); /* sets the bar */
}

/*
 * Adds the rows of OTHERS, which are the last ones, to what was cut off; a single one stays as it
 * is where nothing was.
 */
static void
add_earlier_others(struct rank_table *t, size_t number)
{
	struct rank_group *g = &t->group[number];
	uint32_t n = 0;

	while (n < g->n && order_kind(g->row[g->n - 1 - n].key) == ROW_OTHERS)
		n++;
	if (n == 0 || (n == 1 && !others_has(t->others, t->keys.key[number])))
		return;
	for (; n > 0; n--)
		drop(t, number, text_of(&g->row[--g->n]));
}

static void
clear(struct rank_table *t)
{
	for (size_t number = 0; number < t->keys.n; number++)
		free(t->group[number].row);
	keytab_free(&t->keys);
	arena_free(&t->text);
	t->dead = 0;
}

void
rank_table_print(struct rank_table *t,
    void (*print)(void *data, struct str raw, uint64_t rank, bool printed),
    void (*end)(void *data, struct str group, const struct rank_row *row, uint32_t n), void *data)
{
	size_t *order = keytab_sorted(&t->keys);

	/* every group, including those without a row left */
	for (size_t i = 0; i < t->keys.n; i++) {
		struct rank_group *g = &t->group[order[i]];
		struct ranking k = { .ties = t->ties };
		if (t->top > 0)
			cut(t, order[i]);
		else
			order_sort(g->row, g->n);
		if (t->others != NULL)
			add_earlier_others(t, order[i]);
		for (uint32_t r = 0; r < g->n; r++) {
			/* texts are in input order, so sorted rows read them at random */
			if (r + AHEAD < g->n)
				__builtin_prefetch(g->row[r + AHEAD].text);
			print(data, text_of(&g->row[r]), next_rank(&k, g->row[r].key),
			    g->row[r].printed);
		}
		end(data, t->keys.key[order[i]], g->row, g->n);
	}
	free(order);
	clear(t);
}

void
rank_table_free(struct rank_table *t)
{
	free(t->group);
}
