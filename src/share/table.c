#include "table.h"

#include <stdlib.h>

size_t
share_table_group(struct share_table *t, struct str key)
{
	bool fresh;
	size_t number = keytab_add(&t->groups, key, &fresh);

	if (!fresh)
		return number;
	mem_grow(&t->total, &t->total_cap, number, t->measures * sizeof *t->total);
	memset(t->total + number * t->measures, 0, t->measures * sizeof *t->total);
	mem_grow(&t->facts, &t->facts_cap, number, sizeof *t->facts);
	t->facts[number] = (struct group_facts){ 0 };
	return number;
}

bool
share_table_add(struct share_table *t, struct share_row row, const struct part *part)
{
	row.raw = arena_copy(&t->text, row.raw);
	mem_grow(&t->row, &t->cap, t->n, sizeof *t->row);
	mem_grow(&t->part, &t->part_cap, t->n, t->measures * sizeof *t->part);
	t->row[t->n] = row;
	memcpy(t->part + t->n * t->measures, part, t->measures * sizeof *part);
	t->n++;
	for (size_t m = 0; m < t->measures; m++)
		if (part[m].filled &&
		    !dec_add(&t->total[row.group * t->measures + m].others, part[m].value))
			return false;
	return true;
}

bool
share_table_add_total(struct share_table *t, size_t group, const struct part *part)
{
	t->facts[group].has_total = true;
	for (size_t m = 0; m < t->measures; m++)
		if (part[m].filled &&
		    !dec_add(&t->total[group * t->measures + m].total, part[m].value))
			return false;
	return true;
}

bool
share_table_total(const struct share_table *t, size_t group, size_t m, dec *out)
{
	*out = t->total[group * t->measures + m].total;
	return t->facts[group].has_total;
}

bool
share_table_ratio(const struct share_table *t, size_t row, size_t m, struct ratio *out)
{
	const struct part *part = &t->part[row * t->measures + m];

	out->num = part->value;
	return share_table_total(t, t->row[row].group, m, &out->den) && out->den > 0 &&
	       part->filled;
}

void
share_table_clear(struct share_table *t)
{
	t->n = 0;
	keytab_free(&t->groups);
	arena_free(&t->text);
}

void
share_table_free(struct share_table *t)
{
	share_table_clear(t);
	free(t->row);
	free(t->part);
	free(t->total);
	free(t->facts);
}
