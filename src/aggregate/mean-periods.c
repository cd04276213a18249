#include "mean-periods.h"

void
mean_periods_begin(struct mean_periods *m, const struct fold_plan *p, const struct columns *c)
{
	*m = (struct mean_periods){ .plan = p, .period = columns_find(c, str_of("period")) };
	for (size_t i = 0; i < p->measures; i++)
		m->wanted |= p->measure[i].op == OP_MEAN;
	m->wanted &= m->period >= 0 && !plan_has_key(p, m->period, NULL);
	m->part[0] = plan_part_of(p, columns_find(c, str_of("flow")));
	m->part[1] = plan_part_of(p, columns_find(c, str_of("reporter")));
	if (m->part[1] == SIZE_MAX)
		m->part[0] = SIZE_MAX;
}

void
mean_periods_add(struct mean_periods *m, const struct str *field)
{
	struct str part[2] = { { "", 0 }, { "", 0 } };

	for (size_t i = 0; i < 2; i++)
		if (m->part[i] != SIZE_MAX)
			part[i] = plan_part(m->plan, m->part[i], field);
	coverage_add(&m->c, part[0], field[m->period], part[1]);
}

uint64_t
mean_periods_of(struct mean_periods *m, struct str key)
{
	struct str part[2] = { { "", 0 }, { "", 0 } }, text;

	for (size_t i = 0; str_split(&key, '\0', &text); i++)
		for (size_t k = 0; k < 2; k++)
			if (m->part[k] == i)
				part[k] = text;
	return coverage_periods(&m->c, part[0], part[1]);
}

void
mean_periods_free(struct mean_periods *m)
{
	coverage_free(&m->c);
}
