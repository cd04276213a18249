#include "watch.h"

#include "lib/die.h"
#include "misnamed.h"
#include "roles.h"

enum {
	SIDES = WATCH_WORLD - 1,
	WORLD = 1,
	PART = 2
}; /* two bits per side: World, and anything else */

static const char *const side[SIDES] = { "reporter", "partner" };

/* The index of a column to check; COLUMN_NONE if there is none, or it defines the groups. */
static int
find(const struct columns *c, const struct column_list *grouping, const char *name)
{
	int at = columns_want(c, name);

	return at >= 0 && column_list_has(grouping, (size_t)at) ? COLUMN_NONE : at;
}

static void
find_live(struct watch *w)
{
	w->lives = 0;
	for (unsigned char i = 0; i < WATCH_WORLD; i++)
		if (w->side[i] >= 0)
			w->live[w->lives++] = i;
}

void
watch_begin(struct watch *w, const struct columns *c, const struct column_list *grouping)
{
	static const char *const names[] = { "period", "flow", "reporter", "partner" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		misnamed_report(c, names[i], grouping);
	*w = (struct watch){
		.flow = { .name = "flow", .at = find(c, grouping, "flow") },
		.period = { .name = "period", .at = find(c, grouping, "period") },
	};
	for (int i = 0; i < SIDES; i++) {
		w->side[i] = find(c, grouping, side[i]);
		w->name[i] = str_of(side[i]);
	}
	w->side[SIDES] = COLUMN_NONE;
	find_live(w);
}

void
watch_other_column(struct watch *w, const struct columns *c, const struct column_list *grouping,
    const struct column_list *measures)
{
	size_t others = 0, found = 0, end = roles_first_measure(c, measures);

	if (w->side[0] >= 0 || w->side[1] >= 0)
		return;
	for (size_t at = 0; at < end; at++)
		if (!column_list_has(grouping, at)) {
			found = at;
			others++;
		}
	if (others != 1)
		return;
	w->side[SIDES] = (int)found;
	w->name[SIDES] = c->name[found];
	find_live(w);
}

void
watch_ignore_world(struct watch *w, size_t at)
{
	for (int i = 0; i < WATCH_WORLD; i++)
		if (w->side[i] == (int)at)
			w->side[i] = COLUMN_NONE;
	find_live(w);
}

void
watch_suppliers(struct watch *w, const struct columns *c, const struct column_list *grouping,
    const struct column_list *measures)
{
	struct watched_suppliers *s = &w->suppliers;

	if (columns_want(c, "flags") == COLUMN_NONE || columns_want(c, "edition") == COLUMN_NONE)
		return;
	for (size_t i = 0; i < grouping->n; i++)
		column_list_add(&s->key, grouping->at[i]);
	for (int i = SIDES - 1; i >= 0; i--) { /* partner, else reporter */
		int at = find(c, grouping, side[i]);
		if (at == COLUMN_NONE)
			continue;
		column_list_add(&s->key, (size_t)at);
		s->watching = (size_t)at < roles_first_measure(c, measures);
		return;
	}
}

static void
set(struct buf *b, struct str value)
{
	b->n = 0;
	buf_add(b, value);
}

bool
watch_names_world(struct watch *w, size_t i, struct str name)
{
	/* in a column that need not hold countries, 0 may be a code of something else */
	if ((i >= SIDES && name.n > 0 && is_digit(name.p[0])) || !country_is_world(name))
		return false;
	set(&w->world[i], name);
	return true;
}

static int
mixed_side(unsigned char seen)
{
	int i = 0;

	while (i < WATCH_WORLD && (seen >> (2 * i) & (WORLD | PART)) != (WORLD | PART))
		i++;
	return i;
}

const char *
watch_world_beside_parts(unsigned char seen)
{
	int i = mixed_side(seen);

	return i < SIDES ? side[i] : NULL;
}

bool
watch_world_mixed(const struct watch *w, unsigned char seen, struct world_found *found)
{
	int i = mixed_side(seen);

	if (i == WATCH_WORLD)
		return false;
	*found = (struct world_found){ w->name[i], buf_str(&w->world[i]) };
	return true;
}

bool
watch_checked_column(struct watched_column *c, const struct str *field)
{
	struct str value = field[c->at];
	if (!c->several && c->seen && str_eq(buf_str(&c->least), value))
		return true;
	if (!c->seen || str_cmp(value, buf_str(&c->least)) < 0)
		set(&c->least, value);
	if (!c->seen || str_cmp(value, buf_str(&c->most)) > 0)
		set(&c->most, value);
	c->several = c->seen;
	c->seen = true;
	return !c->several;
}

void
watch_checked_supplier(struct watch *w, const struct str *field)
{
	struct watched_suppliers *s = &w->suppliers;
	bool fresh;

	column_list_key(&s->key, field, &s->row);
	keytab_add(&s->seen, buf_str(&s->row), &fresh);
	if (fresh)
		return;
	key_describe(&s->repeated, buf_str(&s->row));
	keytab_free(&s->seen);
	s->watching = false;
}

void
watch_warn_of_column(const struct watched_column *c, const char *option)
{
	struct str least = buf_str(&c->least), most = buf_str(&c->most);

	if (c->several)
		warn("%s is not in %s but has several values, such as %.*s and %.*s: sums "
		     "include all of them",
		    c->name, option, STR_ARG(least), STR_ARG(most));
}

void
watch_warn_of_supplier(const struct watch *w, const char *each)
{
	struct buf repeated = w->suppliers.repeated;

	if (repeated.n > 0)
		warn("%s has several rows, each of which %s: run %saggregate first",
		    buf_text(&repeated), each, prog_prefix());
}

static void
free_column(struct watched_column *c)
{
	buf_free(&c->least);
	buf_free(&c->most);
}

void
watch_free(struct watch *w)
{
	free_column(&w->flow);
	free_column(&w->period);
	for (int i = 0; i < WATCH_WORLD; i++)
		buf_free(&w->world[i]);
	column_list_free(&w->suppliers.key);
	keytab_free(&w->suppliers.seen);
	buf_free(&w->suppliers.row);
	buf_free(&w->suppliers.repeated);
}
