#include "distinct.h"

#include <stdlib.h>

static void
fold_nothing(const void *with, char *to, const char *from)
{
	(void)with, (void)to, (void)from;
}

bool
distinct_wanted(const struct fold_plan *p)
{
	for (size_t m = 0; m < p->measures; m++)
		if (p->measure[m].op == OP_DISTINCT)
			return true;
	return false;
}

void
distinct_begin(struct distinct *d, const struct fold_plan *p, struct coverage *panel, size_t memory)
{
	*d = (struct distinct){ .plan = p, .panel = panel };
	store_begin(&d->values, 0, memory, fold_nothing, NULL);
	d->count = mem_zalloc(p->measures, sizeof *d->count);
}

void
distinct_add(struct distinct *d, struct str key, struct str panel_key, const struct str *field)
{
	const struct fold_plan *p = d->plan;

	for (size_t m = 0; m < p->measures; m++) {
		struct str value;
		uint32_t measure = (uint32_t)m;
		if (p->measure[m].op != OP_DISTINCT)
			continue;
		value = field[p->input[p->measure[m].input].at];
		if (value.n == 0)
			continue;
		d->key.n = 0;
		buf_add(&d->key, key);
		buf_add_byte(&d->key, '\0');
		buf_add(&d->key, (struct str){ (const char *)&measure, sizeof measure });
		buf_add(&d->key, value);
		buf_add(&d->key, panel_key);
		store_add(&d->values, buf_str(&d->key));
	}
}

void
distinct_start(struct distinct *d)
{
	store_start(&d->values);
	d->more = store_next(&d->values, &d->ahead);
}

/* Counts the next value, unless it equals the last one or is not in the balanced panel. */
static void
count_ahead(struct distinct *d, size_t key_n)
{
	struct str value = d->ahead.key;
	uint32_t measure;

	if (d->panel != NULL && !coverage_key_balanced(d->panel, &value))
		return;
	if (str_eq(buf_str(&d->key), value))
		return;
	memcpy(&measure, value.p + key_n + 1, sizeof measure);
	d->count[measure]++;
	d->key.n = 0;
	buf_add(&d->key, value);
}

const uint64_t *
distinct_count(struct distinct *d, struct str key)
{
	memset(d->count, 0, d->plan->measures * sizeof *d->count);
	d->key.n = 0;
	for (; d->more; d->more = store_next(&d->values, &d->ahead)) {
		struct str ahead = d->ahead.key;
		if (str_begins(ahead, key) && ahead.n > key.n && ahead.p[key.n] == '\0')
			count_ahead(d, key.n);
		else if (str_cmp(ahead, key) > 0)
			break; /* values of lesser keys belong to groups that are not written */
	}
	return d->count;
}

void
distinct_clear(struct distinct *d)
{
	store_clear(&d->values);
}

void
distinct_free(struct distinct *d)
{
	distinct_clear(d);
	free(d->count);
	buf_free(&d->key);
}
