#include "seen.h"

#include <stdio.h>

#include "lib/csv/tablein.h"
#include "lib/die.h"
#include "trade/period.h"

static const struct str ANY = { "", 0 }, EVERY = { "*", 1 };

static struct str
key_of(struct seen *s, struct str period, struct str flow, struct str reporter)
{
	const struct str part[] = { period, reporter, flow };

	return key_join(&s->key, part, sizeof part / sizeof *part);
}

static void
add(struct seen *s, struct str period, struct str flow, struct str reporter)
{
	enum { YEAR = 4 };
	struct str year = { period.p, YEAR };

	keytab_add(&s->series, key_of(s, period, flow, reporter), NULL);
	keytab_add(&s->series, key_of(s, period, ANY, reporter), NULL);
	if (period.n <= YEAR)
		return;
	keytab_add(&s->series, key_of(s, year, flow, reporter), NULL);
	keytab_add(&s->series, key_of(s, year, ANY, reporter), NULL);
}

/* Adds "2012-2015" or "202301-202306" for a reporter; false if it is no period or range. */
static bool
add_range(struct seen *s, struct str range, struct str flow, struct str reporter)
{
	enum { MONTHS = 12 };
	struct str from = range, to, rest = range;
	struct period a, b;
	char text[16];

	(void)str_split(&rest, '-', &from);
	to = rest.p != NULL ? rest : from;
	if (!period_parse(from, &a) || !period_parse(to, &b) || (a.month > 0) != (b.month > 0))
		return false;
	while (a.year * (MONTHS + 1) + a.month <= b.year * (MONTHS + 1) + b.month) {
		int n = a.month > 0 ? snprintf(text, sizeof text, "%04d%02d", a.year, a.month)
				    : snprintf(text, sizeof text, "%04d", a.year);
		add(s, (struct str){ text, (size_t)n }, flow, reporter);
		a.year += a.month == 0 || a.month == MONTHS;
		a.month = a.month == 0 ? 0 : a.month % MONTHS + 1;
	}
	return true;
}

static bool
has_several(struct str list)
{
	return list.n > 0 && memchr(list.p, ' ', list.n) != NULL;
}

/*
 * Does a line tell who reported when? Several periods of several reporters do not, for not each of
 * these need have reported in each of those.
 */
static bool
is_exact(struct str periods, struct str reporters)
{
	bool range = periods.n > 0 && memchr(periods.p, '-', periods.n) != NULL;

	return !has_several(reporters) || !(range || has_several(periods));
}

/* Adds every period of a line for every reporter of it. */
static void
add_line(struct seen *s, const struct tablein *in, struct str periods, struct str flow,
    struct str reporters)
{
	for (struct str names = reporters, reporter; str_split(&names, ' ', &reporter);)
		for (struct str list = periods, range; str_split(&list, ' ', &range);)
			if (!add_range(s, range, flow, reporter))
				tablein_die(in, "%.*s is not a period", STR_ARG(range));
}

void
seen_read(struct seen *s, const char *path)
{
	struct opts plain = { 0 };
	const char **name = mem_alloc(1, sizeof *name);
	uint64_t vague = 0;

	*name = path;
	struct tablein *in = tablein_open(&plain, (struct operands){ .path = name, .n = 1 });
	const struct columns *c = tablein_columns(in);
	int period = columns_find(c, str_of("period")), flow = columns_find(c, str_of("flow"));
	int reporter = columns_find(c, str_of("reporter"));
	if (period < 0 || reporter < 0)
		die("%s: no list of --seen, which has the columns period, flow, reporter", path);
	while (tablein_next(in)) {
		const struct str *field = tablein_fields(in);
		if (!is_exact(field[period], field[reporter])) {
			vague++;
			continue;
		}
		add_line(s, in, field[period], flow >= 0 ? field[flow] : EVERY, field[reporter]);
	}
	tablein_close(in);
	if (vague > 0)
		warn("%s: lines of several periods and several reporters, which do not tell who "
		     "reported when, and are not used: %llu",
		    path, (unsigned long long)vague);
}

bool
seen_has(struct seen *s, struct str period, struct str flow, struct str reporter)
{
	return keytab_find(&s->series, key_of(s, period, flow, reporter)) != SIZE_MAX ||
	       keytab_find(&s->series, key_of(s, period, EVERY, reporter)) != SIZE_MAX;
}

void
seen_free(struct seen *s)
{
	keytab_free(&s->series);
	buf_free(&s->key);
}
