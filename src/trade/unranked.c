#include "unranked.h"

#include "country.h"

bool
unranked_holds(const struct where *w, const struct str *field)
{
	for (size_t i = 0; i < w->n; i++) {
		const struct condition *c = &w->condition[i];
		struct str cell = field[c->at];
		bool listed = condition_lists(c, cell);
		if (!listed && condition_lists(c, str_of("nes"))) {
			const struct country *country = country_find(cell);
			listed = country != NULL && country->kind != KIND_COUNTRY;
		}
		if (listed != c->negated)
			return true;
	}
	return false;
}
