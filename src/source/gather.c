#include "gather.h"

#include <stdlib.h>

struct sum {
	struct row row;
	struct row_head head;
	uint64_t line;
};

struct gather {
	size_t keep;
	struct keytab keys;
	struct sum *sum; /* by the number of the key */
	size_t cap, next;
	struct arena text; /* of kept cells */
};

/* All that tells rows apart: pointers to entries of the codebook are equal if the codes are. */
struct identity {
	const void *date, *flow, *commodity, *detail;
	uint32_t reporter, partner, predecessor;
	char edition[4];
};

static struct identity
identity_of(const struct row *row)
{
	const struct row_head *h = row->head;
	struct identity id;

	memset(&id, 0, sizeof id);
	id.date = h->date;
	id.flow = h->flow;
	id.commodity = row->commodity;
	id.detail = row->detail;
	id.reporter = h->reporter->number;
	id.partner = h->partner->number;
	id.predecessor = row->flags & FLAG_PREDECESSOR;
	for (size_t i = 0; i < h->edition.n && i < sizeof id.edition; i++)
		id.edition[i] = h->edition.p[i];
	return id;
}

struct gather *
gather_open(size_t keep)
{
	struct gather *g = mem_zalloc(1, sizeof *g);

	g->keep = keep;
	return g;
}

static bool
add(struct amount *to, const struct amount *more)
{
	dec sum = amount_number(to);

	if (!dec_add(&sum, amount_number(more)))
		return false;
	amount_set(to, sum);
	return true;
}

static void
begin_sum(struct gather *g, struct sum *s, const struct row *row, uint64_t line)
{
	struct str *kept = arena_alloc(&g->text, g->keep * sizeof *kept);

	for (size_t i = 0; i < g->keep; i++)
		kept[i] = arena_copy(&g->text, row->kept[i]);
	*s = (struct sum){ *row, *row->head, line };
	s->row.kept = kept;
}

bool
gather_add(struct gather *g, const struct row *row, uint64_t line)
{
	struct identity id = identity_of(row);
	bool fresh;
	size_t number = keytab_add(&g->keys, (struct str){ (const char *)&id, sizeof id }, &fresh);

	mem_grow(&g->sum, &g->cap, number, sizeof *g->sum);
	struct sum *s = &g->sum[number];
	if (fresh) {
		begin_sum(g, s, row, line);
		return true;
	}
	s->row.flags |= row->flags;
	s->row.notes &= row->notes | ~(unsigned)NOTE_NO_VALUE;
	if ((row->notes & NOTE_NO_VALUE) == 0 && !add(&s->row.value, &row->value))
		return false;
	if (!row->has_net_kg)
		return true;
	if (!s->row.has_net_kg)
		s->row.net_kg = row->net_kg;
	else if (!add(&s->row.net_kg, &row->net_kg))
		return false;
	s->row.has_net_kg = true;
	return true;
}

bool
gather_next(struct gather *g, struct row *row, struct row_head *head, uint64_t *line)
{
	if (g->next == g->keys.n)
		return false;
	struct sum *s = &g->sum[g->next++];
	*head = s->head;
	*row = s->row;
	row->head = &s->head;
	row->fresh = true;
	*line = s->line;
	return true;
}

void
gather_close(struct gather *g)
{
	keytab_free(&g->keys);
	free(g->sum);
	arena_free(&g->text);
	free(g);
}
