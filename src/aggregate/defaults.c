#include "defaults.h"

#include "lib/die.h"
#include "trade/currency.h"
#include "trade/misnamed.h"

/* The missing columns of the default key, "flow, partner". */
static const char *
missing_keys(const struct columns *c, struct buf *to)
{
	struct str rest = str_of(PLAN_DEFAULT_BY), name;

	to->n = 0;
	while (str_split(&rest, ',', &name))
		if (columns_find(c, name) == COLUMN_NONE)
			buf_printf(to, "%s%.*s", to->n > 0 ? ", " : "", STR_ARG(name));
	return buf_text(to);
}

/* The columns of the key, "period, reporter". */
static const char *
keys(const struct fold_plan *p, const struct columns *c, struct buf *to)
{
	to->n = 0;
	for (size_t i = 0; i < p->keys; i++)
		buf_printf(to, "%s%.*s", to->n > 0 ? ", " : "", STR_ARG(c->name[p->key[i].at]));
	return p->keys > 0 ? buf_text(to) : "nothing";
}

void
defaults_report(const struct fold_plan *p, const struct plan_options *o, const struct columns *c)
{
	const struct column_list none = { 0 };
	struct buf missing = { 0 }, key = { 0 };

	if (o->sum == NULL) {
		misnamed_report(c, value_name(c).p, &none);
		misnamed_report(c, "net_kg", &none);
	}
	if (o->by == NULL && !o->merge && missing_keys(c, &missing)[0] != '\0')
		warn("grouped by %s; the input has no %s (--by names other columns)",
		    keys(p, c, &key), buf_text(&missing));
	buf_free(&missing);
	buf_free(&key);
}
