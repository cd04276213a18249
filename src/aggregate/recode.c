#include "recode.h"

#include <stdlib.h>

#include "lib/die.h"
#include "lib/nearest.h"
#include "trade/country.h"
#include "trade/groups.h"

enum { DATES_END = 99999999 };

void
recode_add(struct recode *r, const char *names)
{
	struct str rest = str_of(names), item, name;
	struct buf list = { 0 }, answer = { 0 };

	while (str_split(&rest, ',', &item)) {
		struct str day = item;
		int date = BLOC_ANY_DAY;
		str_split(&day, '@', &name);
		if (day.p != NULL && !bloc_parse_day(day, &date))
			misuse("--bloc %.*s: '%.*s' is not YYYY, YYYYMM or YYYY-MM-DD",
			    STR_ARG(item), STR_ARG(day));
		switch (bloc_add(&r->blocs, name, date)) {
		case BLOC_FOUND: break;
		case BLOC_EMPTY: misuse("--bloc %.*s: the bloc had no members then", STR_ARG(item));
		case BLOC_UNKNOWN:
			misuse("no bloc '%.*s'; %s", STR_ARG(name),
			    nearest_in_list(name, bloc_names(&list), &answer));
		}
	}
}

void
recode_add_file(struct recode *r, const char *path)
{
	struct opts plain = { 0 };
	const char **name = mem_alloc(1, sizeof *name);
	*name = path;
	struct tablein *in = tablein_open(&plain, (struct operands){ .path = name, .n = 1 });
	const struct columns *c = tablein_columns(in);
	size_t bloc = columns_need(c, str_of("bloc")), member = columns_need(c, str_of("member"));
	int from = columns_want(c, "from"), to = columns_want(c, "to");
	struct str open = { "", 0 };

	while (tablein_next(in)) {
		const struct str *field = tablein_fields(in);
		if (!bloc_add_member(&r->blocs, field[bloc], field[member],
			from >= 0 ? field[from] : open, to >= 0 ? field[to] : open))
			tablein_die(in,
			    "invalid membership: bloc or member is empty, or a date is invalid");
	}
	tablein_close(in);
}

/* A country in two blocs at one time could count for either. */
static void
check_overlaps(const struct bloc_set *set)
{
	for (size_t i = 0; i < set->n; i++) {
		const struct bloc_member *a = &set->member[i];
		for (size_t k = set->next[i]; k != SIZE_MAX; k = set->next[k]) {
			const struct bloc_member *b = &set->member[k];
			if (!str_eq(a->bloc, b->bloc) && a->from <= b->to && b->from <= a->to)
				misuse("%.*s is a member of both %.*s and %.*s", STR_ARG(a->member),
				    STR_ARG(b->bloc), STR_ARG(a->bloc));
		}
	}
}

static bool
has_dates(const struct bloc_set *set)
{
	for (size_t i = 0; i < set->n; i++)
		if (set->member[i].from > 0 || set->member[i].to < DATES_END)
			return true;
	return false;
}

/* Are at least half of the members of a group, on whatever day, members of a chosen bloc? */
static bool
is_in_bloc(const struct recode *r, struct str group)
{
	struct bloc_set own = { 0 };
	size_t shared = 0;

	bloc_add(&own, groups_bloc(group), BLOC_ANY_DAY);
	for (size_t i = 0; i < own.members.n; i++)
		shared += keytab_find(&r->blocs.members, own.members.key[i]) != SIZE_MAX;
	size_t n = own.members.n;
	bloc_free(&own);
	return n > 0 && 2 * shared >= n;
}

/* Rows of a group are the trade of its members: beside a bloc of these, they would count twice. */
static void
find_groups(struct recode *r)
{
	const struct country *c;

	for (size_t i = 0; (c = country_at(i)) != NULL; i++)
		if (c->kind == KIND_GROUP && is_in_bloc(r, c->code))
			keytab_add(&r->groups, c->code, NULL);
}

static bool
is_group_row(struct recode *r, const struct str *field)
{
	const int column[] = { r->reporter, r->partner };

	for (size_t i = 0; i < sizeof column / sizeof *column; i++)
		if (column[i] >= 0 && keytab_find(&r->groups, field[column[i]]) != SIZE_MAX) {
			r->group = keytab_find(&r->groups, field[column[i]]);
			return true;
		}
	return false;
}

void
recode_bind(struct recode *r, const struct columns *c, int measure)
{
	r->period = columns_want(c, "period");
	r->reporter = columns_want(c, "reporter");
	r->partner = columns_want(c, "partner");
	r->measure = COLUMN_NONE;
	if (r->blocs.n == 0)
		return;
	check_overlaps(&r->blocs);
	r->measure = r->reporter >= 0 && r->partner >= 0 ? measure : COLUMN_NONE;
	if (r->reporter < 0 && r->partner < 0)
		misuse("--bloc needs a column 'reporter' or 'partner'");
	if (r->drop_intra && (r->reporter < 0 || r->partner < 0))
		misuse("--intra drop needs the columns 'reporter' and 'partner'");
	if (r->period < 0 && has_dates(&r->blocs))
		misuse(
		    "membership of these blocs depends on the date, but there is no column 'period'");
	find_groups(r);
	for (size_t i = 0; i < r->blocs.n; i++) {
		const struct country *named = country_find(r->blocs.member[i].bloc);
		if (named != NULL && named->kind == KIND_COUNTRY)
			keytab_add(&r->countries, r->blocs.member[i].bloc, NULL);
	}
}

/* A bloc with the name of a country of the data would take that country in. */
static void
check_countries(struct recode *r, const struct tablein *in, const struct str *field)
{
	const int column[] = { r->reporter, r->partner };

	for (size_t i = 0; r->countries.n > 0 && i < sizeof column / sizeof *column; i++)
		if (column[i] >= 0 && keytab_find(&r->countries, field[column[i]]) != SIZE_MAX)
			tablein_die(in,
			    "%.*s is a country here, and the name of a bloc: give the bloc another "
			    "name",
			    STR_ARG(field[column[i]]));
}

/* Replaces a member with its bloc. Returns the membership, or null. */
static const struct bloc_member *
replace(struct recode *r, struct str *cell, const char *column, struct str period, int date)
{
	const struct bloc_member *m = bloc_find(&r->blocs, *cell, date, NULL);

	if (m == NULL)
		return NULL;
	members_note(&r->members, column, m, period);
	*cell = m->bloc;
	return m;
}

bool
recode_row(struct recode *r, const struct tablein *in, struct str *field)
{
	const struct bloc_member *from = NULL, *to = NULL;
	struct str period = { "", 0 }, world = str_of("W00");
	struct period parsed;
	int date = 0;

	if (r->period >= 0) {
		period = field[r->period];
		if (!period_parse(period, &parsed))
			tablein_die(in, "period is \"%.*s\", not YYYY or YYYYMM", STR_ARG(period));
		date = period_last_day(parsed);
		members_note_period(&r->members, period);
	}
	if (r->groups.n > 0 && is_group_row(r, field)) {
		r->group_rows++;
		return false;
	}
	check_countries(r, in, field);
	if (r->drop_intra &&
	    (str_eq(field[r->reporter], world) || str_eq(field[r->partner], world)))
		tablein_die(in,
		    "a row of World (W00) includes the trade that --intra drop excludes; "
		    "drop such rows first");
	if (r->reporter >= 0)
		from = replace(r, &field[r->reporter], "reporter", period, date);
	if (r->partner >= 0)
		to = replace(r, &field[r->partner], "partner", (struct str){ "", 0 }, date);
	bool inside = from != NULL && to != NULL && str_eq(from->bloc, to->bloc);
	dec value;
	if (r->measure >= 0 && from != NULL && tablein_number(in, (size_t)r->measure, &value))
		inside_add(&r->inside, from->bloc, value, inside);
	if (!r->drop_intra || !inside)
		return true;
	r->intra++;
	return false;
}

void
recode_report(const struct recode *r, const struct columns *c)
{
	if (r->blocs.n > 0)
		members_report(&r->members, &r->blocs);
	if (r->measure >= 0)
		inside_report(&r->inside, c->name[r->measure]);
	if (r->intra > 0)
		warn("left out rows of trade inside a bloc: %llu", (unsigned long long)r->intra);
	if (r->group_rows > 0)
		warn("left out rows of groups, such as %.*s, whose members are in a bloc: %llu",
		    STR_ARG(r->groups.key[r->group]), (unsigned long long)r->group_rows);
}

void
recode_free(struct recode *r)
{
	bloc_free(&r->blocs);
	members_free(&r->members);
	inside_free(&r->inside);
	keytab_free(&r->countries);
	keytab_free(&r->groups);
}
