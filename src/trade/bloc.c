#include "bloc.h"

#include <stdlib.h>

#include "table.h"

enum { BLOC, MEMBER, FROM, TO, NO_LIMIT = 99999999 };

/* Parses YYYY-MM-DD, YYYYMM or YYYY into YYYYMMDD: the first day of the period, or the `last`. */
static bool
parse_date(struct str s, bool last, int *out)
{
	struct period p;
	char digits[8];

	if (s.n == 10 && s.p[4] == '-' && s.p[7] == '-') {
		memcpy(digits, s.p, 4);
		memcpy(digits + 4, s.p + 5, 2);
		memcpy(digits + 6, s.p + 8, 2);
		if (!str_digits((struct str){ digits, 8 }))
			return false;
		int day = (digits[6] - '0') * 10 + (digits[7] - '0');
		if (!period_parse((struct str){ digits, 6 }, &p))
			return false;
		*out = p.year * 10000 + p.month * 100 + day;
		return day >= 1 && *out <= period_last_day(p);
	}
	if (!period_parse(s, &p))
		return false;
	*out = last ? period_last_day(p) : p.year * 10000 + (p.month > 0 ? p.month : 1) * 100 + 1;
	return true;
}

bool
bloc_add_member(
    struct bloc_set *set, struct str bloc, struct str member, struct str from, struct str to)
{
	struct bloc_member m = { .from = 0, .to = NO_LIMIT };
	bool fresh;

	if (bloc.n == 0 || member.n == 0 || (from.n > 0 && !parse_date(from, false, &m.from)) ||
	    (to.n > 0 && !parse_date(to, true, &m.to)) || m.from > m.to)
		return false;
	m.bloc = arena_copy(&set->text, bloc);
	m.member = arena_copy(&set->text, member);
	mem_grow(&set->member, &set->cap, set->n, sizeof *set->member);
	mem_grow(&set->next, &set->next_cap, set->n, sizeof *set->next);
	size_t code = keytab_add(&set->members, member, &fresh);
	mem_grow(&set->first, &set->first_cap, code, sizeof *set->first);
	set->next[set->n] = fresh ? SIZE_MAX : set->first[code];
	set->first[code] = set->n;
	set->member[set->n++] = m;
	return true;
}

bool
bloc_parse_day(struct str s, int *day)
{
	return parse_date(s, true, day);
}

/* Removes the membership added last if it is not of that day, and else its limits. */
static bool
fix_last(struct bloc_set *set, int day)
{
	struct bloc_member *m = &set->member[set->n - 1];

	if (day < m->from || day > m->to) {
		size_t code = keytab_find(&set->members, m->member);
		set->first[code] = set->next[--set->n];
		return false;
	}
	m->from = 0;
	m->to = NO_LIMIT;
	return true;
}

enum bloc_result
bloc_add(struct bloc_set *set, struct str name, int day)
{
	struct table_walk row = table_begin(&table_blocs);
	bool found = false, any = false;

	while (table_next(&row)) {
		if (!str_eq(row.field[BLOC], name))
			continue;
		found = true;
		bloc_add_member(
		    set, row.field[BLOC], row.field[MEMBER], row.field[FROM], row.field[TO]);
		any |= day == BLOC_ANY_DAY || fix_last(set, day);
	}
	return !found ? BLOC_UNKNOWN : any ? BLOC_FOUND : BLOC_EMPTY;
}

const struct bloc_member *
bloc_find(const struct bloc_set *set, struct str code, int date, const struct bloc_member **other)
{
	const struct bloc_member *found = NULL;
	size_t number = keytab_find(&set->members, code);

	if (other != NULL)
		*other = NULL;
	if (number == SIZE_MAX)
		return NULL;
	for (size_t i = set->first[number]; i != SIZE_MAX; i = set->next[i]) {
		const struct bloc_member *m = &set->member[i];
		if (date < m->from || date > m->to)
			continue;
		if (found == NULL)
			found = m;
		else if (other != NULL && !str_eq(found->bloc, m->bloc))
			*other = m;
	}
	return found;
}

void
bloc_free(struct bloc_set *set)
{
	free(set->member);
	free(set->first);
	free(set->next);
	keytab_free(&set->members);
	arena_free(&set->text);
}

const char *
bloc_names(struct buf *to)
{
	struct table_walk row = table_begin(&table_blocs);
	struct str last = { "", 0 };

	to->n = 0;
	while (table_next(&row)) {
		if (str_eq(row.field[BLOC], last))
			continue;
		if (to->n > 0)
			buf_add(to, str_of(", "));
		buf_add(to, row.field[BLOC]);
		last = row.field[BLOC];
	}
	return buf_text(to);
}
