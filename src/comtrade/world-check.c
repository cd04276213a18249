#include "world-check.h"

#include <stdlib.h>

#include "trade/country.h"

/* The tolerance: a difference in dollars, and the inverse of a share of the World row. */
enum { MAX_DOLLARS = 1000, TOLERANCE = 10000 };

bool
world_check_add(
    struct world_check *w, struct str flow, struct str code, struct str partner, dec value)
{
	const struct country *c = country_find(partner);
	const struct str part[] = { flow, code };
	bool fresh;
	size_t series = keytab_add(&w->series, key_join(&w->key, part, 2), &fresh);

	mem_grow(&w->sum, &w->cap, series, sizeof *w->sum);
	struct world_check_sum *sum = &w->sum[series];
	if (fresh)
		*sum = (struct world_check_sum){ 0 };
	w->rows++;
	if (c != NULL && c->kind == KIND_GROUP)
		return true;
	if (c == NULL || c->kind != KIND_WORLD)
		return dec_add(&sum->partners, value);
	sum->has_world = true;
	return dec_add(&sum->world, value);
}

dec
world_check_gap(const struct world_check *w, struct str *series)
{
	udec largest = 0;

	for (size_t i = 0; i < w->series.n; i++) {
		const struct world_check_sum *s = &w->sum[i];
		udec gap = dec_magnitude(s->world - s->partners);
		if (!s->has_world || gap <= (udec)MAX_DOLLARS * (udec)DEC_ONE ||
		    gap * TOLERANCE <= dec_magnitude(s->world) || gap <= largest)
			continue;
		largest = gap;
		*series = w->series.key[i];
	}
	return (dec)largest;
}

void
world_check_free(struct world_check *w)
{
	keytab_free(&w->series);
	free(w->sum);
	buf_free(&w->key);
	*w = (struct world_check){ 0 };
}
