#include "series.h"

#include <stdlib.h>

uint32_t
series_number(struct series_table *t, const struct date *date, const struct flow *flow,
    const struct party *reporter)
{
	uint64_t when = (uint64_t)date->period.year * 16 + (uint64_t)date->period.month;
	struct numtab_key key = { when << 32 | flow->number, reporter->number };
	bool fresh;

	if (key.a == t->last_key.a && key.b == t->last_key.b)
		return t->last;
	t->last_key = key;
	t->last = numtab_add(&t->numbers, key, &fresh);
	if (fresh) {
		mem_grow(&t->series, &t->cap, t->last, sizeof *t->series);
		t->series[t->last] =
		    (struct series){ .date = date, .flow = flow, .reporter = reporter };
		t->n++;
	}
	return t->last;
}

static int
compare(const void *a, const void *b)
{
	const struct series *x = *(const struct series *const *)a;
	const struct series *y = *(const struct series *const *)b;
	int order = str_cmp(x->date->text, y->date->text);

	if (order == 0)
		order = str_cmp(x->flow->code, y->flow->code);
	return order != 0 ? order : str_cmp(x->reporter->code, y->reporter->code);
}

const struct series **
series_sorted(const struct series_table *t)
{
	const struct series **list = mem_alloc(t->n, sizeof *list);

	for (size_t i = 0; i < t->n; i++)
		list[i] = &t->series[i];
	if (t->n > 0)
		qsort(list, t->n, sizeof *list, compare);
	return list;
}

void
series_describe(const struct series *s, struct buf *to)
{
	buf_printf(to, "%.*s %.*s %.*s", STR_ARG(s->date->text), STR_ARG(s->flow->code),
	    STR_ARG(s->reporter->code));
}

void
series_free(struct series_table *t)
{
	for (size_t i = 0; i < t->n; i++)
		numset_free(&t->series[i].codes);
	free(t->series);
	numtab_free(&t->numbers);
}
