#include "recode.h"

#include <stdlib.h>

#include "lib/die.h"
#include "lib/nearest.h"
#include "trade/country.h"

enum { EXAMPLES = 5, DATES_END = 99999999 };

void
recode_add(struct recode *r, const char *names)
{
	struct str rest = str_of(names), name;
	struct buf list = { 0 }, answer = { 0 };

	while (str_split(&rest, ',', &name))
		if (!bloc_add(&r->blocs, name))
			misuse("no bloc '%.*s'; %s", STR_ARG(name),
			    nearest_in_list(name, bloc_names(&list), &answer));
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

void
recode_bind(struct recode *r, const struct columns *c)
{
	r->period = columns_want(c, "period");
	r->reporter = columns_want(c, "reporter");
	r->partner = columns_want(c, "partner");
	if (r->blocs.n == 0)
		return;
	check_overlaps(&r->blocs);
	if (r->reporter < 0 && r->partner < 0)
		misuse("--bloc needs a column 'reporter' or 'partner'");
	if (r->drop_intra && (r->reporter < 0 || r->partner < 0))
		misuse("--intra drop needs the columns 'reporter' and 'partner'");
	if (r->period < 0 && has_dates(&r->blocs))
		misuse(
		    "membership of these blocs depends on the date, but there is no column 'period'");
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

/* The key in `seen`, or in `scopes` if `member` is empty; its text is in `key`. */
static struct str
member_key(
    struct buf *key, const char *column, struct str bloc, struct str period, struct str member)
{
	const struct str part[] = { str_of(column), bloc, period, member };

	return key_join(key, part, member.n > 0 ? 4 : 3);
}

/* Replaces a member with its bloc. Returns the membership, or null. */
static const struct bloc_member *
replace(struct recode *r, struct str *cell, const char *column, struct str period, int date)
{
	const struct bloc_member *m = bloc_find(&r->blocs, *cell, date, NULL);

	if (m == NULL)
		return NULL;
	keytab_add(
	    &r->scopes, member_key(&r->key, column, m->bloc, period, (struct str){ "", 0 }), NULL);
	keytab_add(&r->seen, member_key(&r->key, column, m->bloc, period, m->member), NULL);
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
	if (!r->drop_intra || from == NULL || to == NULL || !str_eq(from->bloc, to->bloc))
		return true;
	r->intra++;
	return false;
}

/*
 * Counts the members of a bloc (in the period, or ever if it is empty) without a row in a scope,
 * and writes their codes to `names`.
 */
static size_t
missing_members(const struct recode *r, struct str column, struct str bloc, struct str period,
    struct buf *names)
{
	struct period p;
	struct buf key = { 0 };
	size_t n = 0;
	bool dated = period_parse(period, &p);
	struct str last = { "", 0 };

	names->n = 0;
	for (size_t i = 0; i < r->blocs.n; i++) {
		const struct bloc_member *m = &r->blocs.member[i];
		int date = dated ? period_last_day(p) : 0;
		if (!str_eq(m->bloc, bloc) || (dated && (date < m->from || date > m->to)) ||
		    str_eq(m->member, last))
			continue;
		last = m->member;
		if (keytab_find(&r->seen, member_key(&key, column.p, bloc, period, m->member)) !=
		    SIZE_MAX)
			continue;
		if (n++ > 0)
			buf_add_byte(names, ' ');
		buf_add(names, m->member);
	}
	buf_free(&key);
	return n;
}

/* Were members of the bloc among the reporters? Then the warning about reporters suffices. */
static bool
has_reporters(const struct recode *r, struct str bloc)
{
	for (size_t i = 0; i < r->scopes.n; i++) {
		struct str rest = r->scopes.key[i], column, name;
		if (str_split(&rest, '\0', &column) && str_split(&rest, '\0', &name) &&
		    str_is(column, "reporter") && str_eq(name, bloc))
			return true;
	}
	return false;
}

/* Warns about blocs without any row. */
static void
warn_of_absent(const struct recode *r)
{
	struct str last = { "", 0 };

	for (size_t i = 0; i < r->blocs.n; i++) {
		struct str bloc = r->blocs.member[i].bloc;
		bool seen = str_eq(bloc, last);
		last = bloc;
		for (size_t k = 0; !seen && k < r->scopes.n; k++) {
			struct str rest = r->scopes.key[k], column, name;
			seen = str_split(&rest, '\0', &column) && str_split(&rest, '\0', &name) &&
			       str_eq(name, bloc);
		}
		if (!seen)
			warn("no row of any member of %.*s", STR_ARG(bloc));
	}
}

void
recode_report(const struct recode *r)
{
	size_t *order = keytab_sorted(&r->scopes), incomplete = 0;
	struct buf names = { 0 };

	for (size_t i = 0; i < r->scopes.n; i++) {
		struct str rest = r->scopes.key[order[i]], none = { "", 0 };
		struct str column = none, bloc = none, period = none;
		str_split(&rest, '\0', &column);
		str_split(&rest, '\0', &bloc);
		str_split(&rest, '\0', &period);
		if (str_is(column, "partner") && has_reporters(r, bloc))
			continue;
		if (missing_members(r, column, bloc, period, &names) == 0 ||
		    incomplete++ >= EXAMPLES)
			continue;
		warn("%.*s as %.*s%s%.*s has no rows of: %s", STR_ARG(bloc), STR_ARG(column),
		    period.n > 0 ? " in " : "", STR_ARG(period), buf_text(&names));
	}
	warn_of_absent(r);
	if (incomplete > EXAMPLES)
		warn("blocs and periods without rows of some members, not listed: %zu",
		    incomplete - EXAMPLES);
	if (r->intra > 0)
		warn("left out rows of trade inside a bloc: %llu", (unsigned long long)r->intra);
	buf_free(&names);
	free(order);
}

void
recode_free(struct recode *r)
{
	bloc_free(&r->blocs);
	keytab_free(&r->seen);
	keytab_free(&r->scopes);
	keytab_free(&r->countries);
	buf_free(&r->key);
}
