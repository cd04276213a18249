#include "table.h"

#include <stdlib.h>

static void
add_group(struct share_table *t, size_t number)
{
	mem_grow(&t->group, &t->group_cap, number, sizeof *t->group);
	t->group[number] = (struct share_group){ 0 };
	mem_grow(&t->total, &t->total_cap, number, t->measures * sizeof *t->total);
	memset(t->total + number * t->measures, 0, t->measures * sizeof *t->total);
}

size_t
share_table_group(struct share_table *t, struct str key)
{
	bool fresh;
	size_t number = keytab_add(&t->keys, key, &fresh);

	if (fresh)
		add_group(t, number);
	return number;
}

bool
share_table_add(struct share_table *t, size_t group, const dec *part, struct str text, bool printed)
{
	struct share_group *of = &t->group[group];
	bool fits = true;

	buf_add(&t->text, text);
	mem_grow(&t->row, &t->cap, t->n, sizeof *t->row);
	mem_grow(&t->part, &t->part_cap, t->n, t->measures * sizeof *t->part);
	t->row[t->n] = (struct share_row){ printed, (uint32_t)text.n & INT32_MAX, (uint32_t)group };
	if (of->rows++ == 0 || part[0] > of->most) {
		of->largest = t->n;
		of->most = part[0];
	}
	for (size_t m = 0; m < t->measures; m++) {
		t->part[t->n * t->measures + m] = part[m];
		if (part[m] != MEASURE_EMPTY)
			fits &= dec_add(&t->total[group * t->measures + m].parts, part[m]);
	}
	t->n++;
	return fits;
}

bool
share_table_add_total(struct share_table *t, size_t group, const dec *part)
{
	bool fits = true;

	t->group[group].has_whole = true;
	for (size_t m = 0; m < t->measures; m++)
		if (part[m] != MEASURE_EMPTY)
			fits &= dec_add(&t->total[group * t->measures + m].whole, part[m]);
	return fits;
}

bool
share_table_total(const struct share_table *t, size_t group, size_t m, dec *out)
{
	*out = t->total[group * t->measures + m].whole;
	return t->group[group].has_whole && *out != TOTAL_UNKNOWN;
}

void
share_table_clear(struct share_table *t)
{
	t->n = t->text.n = 0;
	keytab_free(&t->keys);
}

void
share_table_free(struct share_table *t)
{
	share_table_clear(t);
	free(t->row);
	free(t->part);
	free(t->group);
	free(t->total);
	buf_free(&t->text);
}
