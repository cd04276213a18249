#include "rows.h"

#include <stdlib.h>

struct rows_row {
	struct str flow, code, partner, raw;
};

void
rows_add(struct rows *s, struct str flow, struct str code, struct str partner, struct str raw)
{
	mem_grow(&s->row, &s->cap, s->n, sizeof *s->row);
	s->row[s->n++] = (struct rows_row){ arena_copy(&s->text, flow), arena_copy(&s->text, code),
		arena_copy(&s->text, partner), arena_copy(&s->text, raw) };
}

static int
compare(const void *p, const void *q)
{
	const struct rows_row *a = p, *b = q;
	int order = str_cmp(a->flow, b->flow);

	if (order == 0)
		order = str_cmp(a->code, b->code);
	if (order == 0)
		order = str_cmp_number(a->partner, b->partner);
	return order != 0 ? order : str_cmp(a->raw, b->raw);
}

void
rows_write(struct rows *s, struct atomic_file *to)
{
	struct buf end = { 0 };

	if (s->n > 0)
		qsort(s->row, s->n, sizeof *s->row, compare);
	atomic_file_add(to, str_of("{\"data\":["));
	for (size_t i = 0; i < s->n; i++) {
		atomic_file_add(to, str_of(i > 0 ? ",\n" : "\n"));
		atomic_file_add(to, s->row[i].raw);
	}
	buf_printf(&end, "\n],\"count\":%zu}\n", s->n);
	atomic_file_add(to, buf_str(&end));
	buf_free(&end);
}

void
rows_free(struct rows *s)
{
	free(s->row);
	arena_free(&s->text);
	*s = (struct rows){ 0 };
}
