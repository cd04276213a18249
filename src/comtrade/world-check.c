#include "world-check.h"

#include <stdlib.h>

#include "trade/country.h"

enum { MOST_DOLLARS = 1000, PART = 10000 };

bool
world_check_row(struct world_check *t, struct str flow, struct str code, struct str partner, dec value)
{
	const struct country *c = country_find(partner, NULL);
	const struct str part[] = { flow, code };
	bool fresh;
	size_t series = keytab_add(&t->series, key_join(&t->key, part, 2), &fresh);

	mem_grow(&t->sum, &t->cap, series, sizeof *t->sum);
	struct world_check_sum *sum = &t->sum[series];
	if (fresh)
		*sum = (struct world_check_sum){ 0 };
	t->rows++;
	if (c != NULL && c->kind == KIND_GROUP)
		return true;
	if (c == NULL || c->kind != KIND_WORLD)
		return dec_add(&sum->partners, value);
	sum->has_world = true;
	return dec_add(&sum->world, value);
}

dec
world_check_gap(const struct world_check *t, struct str *series)
{
	udec most = 0;

	for (size_t i = 0; i < t->series.n; i++) {
		const struct world_check_sum *s = &t->sum[i];
		udec gap = dec_magnitude(s->world - s->partners);
		if (!s->has_world || gap <= (udec)MOST_DOLLARS * (udec)DEC_ONE ||
		    gap * PART <= dec_magnitude(s->world) || gap <= most)
			continue;
		most = gap;
		*series = t->series.key[i];
	}
	return (dec)most;
}

void
world_check_free(struct world_check *t)
{
	keytab_free(&t->series);
	free(t->sum);
	buf_free(&t->key);
	*t = (struct world_check){ 0 };
}
