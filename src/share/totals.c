#include "totals.h"

#include <stdlib.h>

#include "lib/die.h"
#include "trade/roles.h"

/* Is the column in a condition? */
static bool
is_tested(const struct where *w, size_t at)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->condition[i].at == at)
			return true;
	return false;
}

void
totals_begin(struct totals *s, const struct share_plan *plan, const struct watch *watch)
{
	size_t first = roles_first_measure(plan->columns, &plan->of);

	*s = (struct totals){
		.plan = plan, .watch = watch, .gap = mem_zalloc(plan->of.n, sizeof *s->gap)
	};
	for (size_t at = 0; at < plan->columns->n; at++)
		if (column_list_has(plan->within, at) ||
		    (at < first && !is_tested(&plan->total, at)))
			column_list_add(&s->naming, at);
}

bool
totals_add_row(struct totals *s, const struct str *field)
{
	bool fresh;

	column_list_key(&s->naming, field, &s->key);
	keytab_add(&s->rows, buf_str(&s->key), &fresh);
	return fresh;
}

/* World and its parts in one sum count everything twice. */
static void
refuse_world(const struct totals *s, const struct share_group *g)
{
	struct world_found w;

	if (watch_world_mixed(s->watch, g->world_bits, &w))
		die("%.*s has rows of World (%.*s) and of its parts: use --total %.*s=%.*s, or drop the "
		    "rows of World",
		    STR_ARG(w.column), STR_ARG(w.name), STR_ARG(w.column), STR_ARG(w.name));
}

/* A gap within half a unit of the last decimal for each number is rounding. */
static void
note_gap(struct gap *gap, const struct total *t, uint32_t parts)
{
	dec size = t->whole > t->parts ? t->whole - t->parts : t->parts - t->whole;
	unsigned whole_decimals = dec_decimals(t->whole), decimals = dec_decimals(t->parts);

	if (whole_decimals > decimals)
		decimals = whole_decimals;
	if (size <= dec_unit(decimals) * ((dec)parts + 1) / 2)
		return;
	gap->groups++;
	if (size > gap->largest)
		gap->largest = size;
}

void
totals_close(struct totals *s, struct share_table *t, struct known *known)
{
	bool sums = s->plan->total.n == 0;

	for (size_t g = 0; g < t->keys.n; g++) {
		struct share_group *group = &t->group[g];
		refuse_world(s, group);
		s->lacking += !sums && !group->has_whole;
		for (size_t m = 0; m < t->measures; m++) {
			struct total *total = &t->total[g * t->measures + m];
			if (sums)
				total->whole =
				    known_judge(known, g, m, total->parts, t->keys.key[g])
					? total->parts
					: TOTAL_UNKNOWN;
			else if (group->has_whole)
				note_gap(&s->gap[m], total, group->rows);
			s->zero += total->whole == 0;
		}
		group->has_whole |= sums;
	}
	s->groups += t->keys.n;
}

void
totals_report(const struct totals *s)
{
	const struct share_plan *p = s->plan;
	char text[DEC_TEXT];

	if (s->lacking > 0)
		warn("groups without a row for their total, and so without shares: %llu",
		    (unsigned long long)s->lacking);
	else if (s->zero > 0)
		warn("totals of 0, without shares: %llu", (unsigned long long)s->zero);
	for (size_t m = 0; m < p->of.n; m++) {
		if (s->gap[m].groups == 0)
			continue;
		dec_print(text, s->gap[m].largest);
		warn(
		    "in %llu group%s the parts do not add up to the total of %.*s; the largest gap is %s",
		    (unsigned long long)s->gap[m].groups, plural(s->gap[m].groups),
		    STR_ARG(p->columns->name[p->of.at[m]]), text);
	}
}

void
totals_free(struct totals *s)
{
	free(s->gap);
	column_list_free(&s->naming);
	keytab_free(&s->rows);
	buf_free(&s->key);
}
