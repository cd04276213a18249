#include "members.h"

#include <stdlib.h>

#include "lib/die.h"

enum { PERIODS_NAMED = 3 };

static const struct str none = { "", 0 };

void
members_note_period(struct members *m, struct str period)
{
	if (m->periods.n > 0 && str_eq(period, buf_str(&m->last)))
		return;
	m->last.n = 0;
	buf_add(&m->last, period);
	keytab_add(&m->periods, period, NULL);
}

static struct str
scope_key(struct buf *to, const char *column, struct str bloc, struct str period)
{
	const struct str part[] = { str_of(column), bloc, period };

	return key_join(to, part, 3);
}

static struct str
member_key(struct buf *to, const char *column, const struct bloc_member *m, struct str period)
{
	const struct str part[] = { str_of(column), m->bloc, m->member, period };

	return key_join(to, part, 4);
}

void
members_note(
    struct members *m, const char *column, const struct bloc_member *member, struct str period)
{
	keytab_add(&m->scopes, scope_key(&m->key, column, member->bloc, period), NULL);
	keytab_add(&m->seen, member_key(&m->key, column, member, period), NULL);
}

/* The periods of the scopes of a column and bloc, in order; the caller frees the list only. */
static struct str *
periods_of(const struct members *m, const char *column, struct str bloc, size_t *n)
{
	size_t *order = keytab_sorted(&m->scopes);
	struct str *period = mem_alloc(m->scopes.n, sizeof *period);

	*n = 0;
	for (size_t i = 0; i < m->scopes.n; i++) {
		struct str rest = m->scopes.key[order[i]], of = none, name = none;
		str_split(&rest, '\0', &of);
		str_split(&rest, '\0', &name);
		if (str_is(of, column) && str_eq(name, bloc))
			period[(*n)++] = rest;
	}
	free(order);
	return period;
}

/* Is it a membership in that period? Without one, it is. */
static bool
is_member_in(const struct bloc_member *m, struct str text)
{
	struct period p;

	if (!period_parse(text, &p))
		return true;
	return m->from <= period_last_day(p) && period_last_day(p) <= m->to;
}

/* Is it a membership in that period, or, if that is empty, in any of the input? */
static bool
concerns(const struct members *m, const struct bloc_member *member, struct str period)
{
	if (period.n > 0 || m->periods.n == 0)
		return is_member_in(member, period);
	for (size_t i = 0; i < m->periods.n; i++)
		if (is_member_in(member, m->periods.key[i]))
			return true;
	return false;
}

/* Appends a member to the list of those without rows, with the periods if it has rows in others. */
static void
add_missing(struct buf *list, const struct bloc_member *member, const struct str *missing, size_t n,
    bool always)
{
	if (n == 0)
		return;
	if (list->n > 0)
		buf_add_byte(list, ' ');
	buf_add(list, member->member);
	if (always)
		return;
	for (size_t i = 0; i < n && i < PERIODS_NAMED; i++)
		buf_printf(list, "%s%.*s", i == 0 ? " (" : " ", STR_ARG(missing[i]));
	if (n > PERIODS_NAMED)
		buf_printf(list, " and %zu more", n - PERIODS_NAMED);
	buf_add_byte(list, ')');
}

/* Warns once about all members of a bloc without rows in a column. */
static void
warn_of_missing(const struct members *m, const struct bloc_set *blocs, const char *column,
    struct str bloc, const struct str *period, size_t n)
{
	struct buf list = { 0 }, key = { 0 };
	struct str *missing = mem_alloc(n, sizeof *missing);

	for (size_t i = 0; i < blocs->n; i++) {
		const struct bloc_member *member = &blocs->member[i];
		size_t of = 0, lacks = 0;
		for (size_t k = 0; k < n && str_eq(member->bloc, bloc); k++) {
			if (!concerns(m, member, period[k]))
				continue;
			of++;
			if (keytab_find(&m->seen, member_key(&key, column, member, period[k])) ==
			    SIZE_MAX)
				missing[lacks++] = period[k];
		}
		add_missing(&list, member, missing, lacks, lacks == of);
	}
	if (list.n > 0)
		warn("%.*s as %s has no rows of: %s", STR_ARG(bloc), column, buf_text(&list));
	free(missing);
	buf_free(&list);
	buf_free(&key);
}

/* The members that are in the bloc in the period `to` but not in `from`, as a list. */
static void
list_new(
    const struct bloc_set *blocs, struct str bloc, struct str from, struct str to, struct buf *list)
{
	list->n = 0;
	for (size_t i = 0; i < blocs->n; i++) {
		const struct bloc_member *m = &blocs->member[i];
		bool before = false;
		for (size_t k = 0; k < blocs->n && !before; k++)
			before = str_eq(blocs->member[k].bloc, bloc) &&
				 str_eq(blocs->member[k].member, m->member) &&
				 is_member_in(&blocs->member[k], from);
		if (before || !str_eq(m->bloc, bloc) || !is_member_in(m, to))
			continue;
		buf_printf(list, " %.*s", STR_ARG(m->member));
	}
}

/* Warns who joined and who left a bloc between the periods of the input. */
static void
warn_of_changes(const struct members *m, const struct bloc_set *blocs, struct str bloc)
{
	size_t *order = keytab_sorted(&m->periods);
	struct buf text = { 0 }, names = { 0 };

	for (size_t i = 1; i < m->periods.n; i++) {
		struct str from = m->periods.key[order[i - 1]], to = m->periods.key[order[i]];
		list_new(blocs, bloc, from, to, &names);
		if (names.n > 0)
			buf_printf(&text, "%s%s joined by %.*s", text.n > 0 ? ";" : "",
			    buf_text(&names), STR_ARG(to));
		list_new(blocs, bloc, to, from, &names);
		if (names.n > 0)
			buf_printf(&text, "%s%s left by %.*s", text.n > 0 ? ";" : "",
			    buf_text(&names), STR_ARG(to));
	}
	if (text.n > 0)
		warn("%.*s has other members in other periods:%s; a change may be theirs "
		     "(--bloc %.*s@%.*s takes the members of one day)",
		    STR_ARG(bloc), buf_text(&text), STR_ARG(bloc),
		    STR_ARG(m->periods.key[order[m->periods.n - 1]]));
	free(order);
	buf_free(&text);
	buf_free(&names);
}

static void
report(const struct members *m, const struct bloc_set *blocs, struct str bloc)
{
	static const char *const column[] = { "reporter", "partner" };
	bool any = false;

	/* if members were among the reporters, what is said of these suffices */
	for (size_t i = 0; i < 2 && !any; i++) {
		size_t n = 0;
		struct str *period = periods_of(m, column[i], bloc, &n);
		any = n > 0;
		if (any)
			warn_of_missing(m, blocs, column[i], bloc, period, n);
		free(period);
	}
	if (!any)
		warn("no row of any member of %.*s", STR_ARG(bloc));
	else
		warn_of_changes(m, blocs, bloc);
}

void
members_report(const struct members *m, const struct bloc_set *blocs)
{
	struct keytab done = { 0 };
	bool fresh;

	for (size_t i = 0; i < blocs->n; i++) {
		keytab_add(&done, blocs->member[i].bloc, &fresh);
		if (fresh)
			report(m, blocs, blocs->member[i].bloc);
	}
	keytab_free(&done);
}

void
members_free(struct members *m)
{
	keytab_free(&m->seen);
	keytab_free(&m->scopes);
	keytab_free(&m->periods);
	buf_free(&m->last);
	buf_free(&m->key);
}
