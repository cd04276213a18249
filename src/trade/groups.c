#include "groups.h"

#include "bloc.h"
#include "country.h"
#include "lib/hash/keytab.h"
#include "table.h"

struct str
groups_bloc(struct str code)
{
	static const struct {
		const char *group, *bloc;
	} known[] = { { "EUR", "EU" }, { "R4", "ASEAN" } };
	const struct country *c = country_find(code);

	if (c != NULL && c->kind == KIND_GROUP)
		code = c->code;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_is(code, known[i].group))
			return str_of(known[i].bloc);
	return code;
}

/* The names of all blocs, which live as long as the program. */
static const struct keytab *
names_of_blocs(void)
{
	static struct keytab names;

	if (names.n > 0)
		return &names;
	for (struct table_walk row = table_begin(&table_blocs); table_next(&row);)
		keytab_add(&names, row.field[0], NULL);
	return &names;
}

bool
groups_has(struct str code)
{
	return keytab_find(names_of_blocs(), groups_bloc(code)) != SIZE_MAX;
}

bool
groups_find_member(const struct str *code, size_t n, int date, struct membership *found)
{
	bool any = false;

	for (size_t g = 0; g < n && !any; g++) {
		struct bloc_set set = { 0 };
		if (!groups_has(code[g]))
			continue;
		bloc_add(&set, groups_bloc(code[g]), BLOC_ANY_DAY);
		for (size_t i = 0; i < set.n && !any; i++) {
			const struct bloc_member *m = &set.member[i];
			bool then = date == 0 || (date >= m->from && date <= m->to);
			for (size_t k = 0; k < n && then && !any; k++) {
				any = str_eq(code[k], m->member);
				*found = (struct membership){ code[g], code[k] };
			}
		}
		bloc_free(&set);
	}
	return any;
}
