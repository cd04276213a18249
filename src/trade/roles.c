#include "roles.h"

#include "currency.h"
#include "lib/die.h"

void
roles_within(struct column_list *l, const struct columns *c, const char *within)
{
	bool by_reporter = columns_want(c, "partner") != COLUMN_NONE;

	column_list_find(
	    l, c, "within", within, by_reporter ? "period,flow,reporter" : "period,flow");
}

size_t
roles_first_measure(const struct columns *c, const struct column_list *named)
{
	int kg = columns_want(c, "net_kg");
	size_t first = 0;

	while (first < c->n && first != (size_t)kg && !is_value_name(c->name[first]))
		first++;
	for (size_t i = 0; i < named->n; i++)
		if (named->at[i] < first)
			first = named->at[i];
	return first;
}

void
roles_identity(struct column_list *l, const struct columns *c, const char *identity,
    const struct column_list *measures)
{
	if (identity != NULL) {
		column_list_find(l, c, "identity", identity, "");
		return;
	}
	for (size_t at = 0, end = roles_first_measure(c, measures); at < end; at++)
		column_list_add(l, at);
}

size_t
roles_supplier(const struct columns *c, const char *named, const struct column_list *within,
    const struct column_list *measures)
{
	static const char *const side[] = { "partner", "reporter" };
	size_t end = roles_first_measure(c, measures), found = SIZE_MAX, others = 0;

	if (named != NULL) {
		found = columns_need(c, str_of(named));
		if (column_list_has(within, found))
			misuse("--supplier %s: the column is one of --within", named);
		if (column_list_has(measures, found))
			misuse("--supplier %s: the column is the measure", named);
		return found;
	}
	for (size_t i = 0; i < sizeof side / sizeof *side; i++) {
		int at = columns_want(c, side[i]);
		if (at != COLUMN_NONE && !column_list_has(within, (size_t)at))
			return (size_t)at;
	}
	for (size_t at = 0; at < end; at++)
		if (!column_list_has(within, at)) {
			found = at;
			others++;
		}
	if (others != 1)
		misuse("cannot determine the column of the suppliers; name it with --supplier");
	return found;
}
