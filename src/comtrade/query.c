#include "query.h"

#include <inttypes.h>
#include <stdlib.h>

#include "lib/die.h"

enum { MAX_PERIODS = 240, MAX_CODES = 10000, NUMBER_SIZE = 24 };

/* A list of values under construction; the query's arena owns their text. */
struct list {
	struct str *item;
	size_t n, cap;
};

static void
add(struct query *q, struct list *l, struct str item)
{
	mem_grow(&l->item, &l->cap, l->n, sizeof *l->item);
	l->item[l->n++] = arena_copy(&q->text, item);
}

static void
add_number(struct query *q, struct list *l, size_t digits, uint64_t number)
{
	char text[NUMBER_SIZE];
	int n = snprintf(text, sizeof text, "%0*" PRIu64, (int)digits, number);

	add(q, l, (struct str){ text, (size_t)n });
}

static int
compare(const void *p, const void *q)
{
	return str_cmp(*(const struct str *)p, *(const struct str *)q);
}

/* Sorts a list and removes duplicates; the result takes over the list's array. */
static struct values
sorted_values(struct list l)
{
	size_t n = 0;

	if (l.n > 0)
		qsort(l.item, l.n, sizeof *l.item, compare);
	for (size_t i = 0; i < l.n; i++)
		if (n == 0 || !str_eq(l.item[n - 1], l.item[i]))
			l.item[n++] = l.item[i];
	return (struct values){ l.item, n };
}

static void
add_months(struct query *q, struct list *l, struct period from, struct period to)
{
	int last = to.month > 0 ? to.month : 12;

	for (struct period p = { from.year, from.month > 0 ? from.month : 1 };
	     p.year < to.year || (p.year == to.year && p.month <= last); p.month++) {
		if (p.month == 13)
			p = (struct period){ p.year + 1, 1 };
		if (l->n > MAX_PERIODS)
			return;
		add_number(q, l, 6, (uint64_t)p.year * 100 + (uint64_t)p.month);
	}
}

void
query_make_periods(struct query *q, const struct selection *s)
{
	struct list l = { 0 };
	bool months = false, years = false;

	for (size_t i = 0; i < s->periods.n; i++) {
		months |= s->periods.range[i].from.month > 0;
		years |= s->periods.range[i].from.month == 0;
	}
	q->digits = s->digits != 0 ? (size_t)s->digits : months ? 6 : 4;
	if (q->digits == 4 && months)
		misuse("--period names months, but --freq is A");
	if (months && years && s->digits == 0)
		misuse("--period names years and months: add --freq A or --freq M");
	for (size_t i = 0; i < s->periods.n; i++) {
		struct period from = s->periods.range[i].from, to = s->periods.range[i].to;
		if (q->digits == 6)
			add_months(q, &l, from, to);
		for (int year = from.year; q->digits == 4 && year <= to.year && l.n <= MAX_PERIODS;
		     year++)
			add_number(q, &l, 4, (uint64_t)year);
	}
	if (l.n > MAX_PERIODS)
		misuse("--period: more than %d periods", MAX_PERIODS);
	q->periods = sorted_values(l);
}

bool
query_next_periods(const struct query *q, size_t *at, struct values *periods)
{
	size_t left = q->periods.n - *at;

	*periods = (struct values){ q->periods.item + *at,
		left < SERVICE_PERIODS ? left : SERVICE_PERIODS };
	*at += periods->n;
	return periods->n > 0;
}

static struct values
flows_of(struct query *q, const struct selection *s)
{
	struct str rest = str_of(flow_codes()), part;
	struct list l = { 0 };

	while (str_split(&rest, ',', &part)) {
		const struct flow *f = flow_find(str_trim(part));
		if (s->flows != 0 ? (s->flows >> f->number & 1) != 0 : f->parent == f && l.n < 2)
			add(q, &l, f->code);
	}
	return sorted_values(l);
}

/* The number in a code of a range; a code with letters is misuse. */
static uint64_t
number_of(const char *digits, size_t n)
{
	uint64_t x = 0;

	if (!str_digits((struct str){ digits, n }))
		misuse("--hs: --fetch does not support ranges of codes with letters");
	for (size_t i = 0; i < n; i++)
		x = x * 10 + (uint64_t)(digits[i] - '0');
	return x;
}

static struct values
codes_of(struct query *q, const struct selection *s, enum level_mode level)
{
	static const char *const name[] = {
		[LEVEL_2] = "AG2", [LEVEL_4] = "AG4", [LEVEL_6] = "AG6", [LEVEL_TOTAL] = "TOTAL"
	};
	struct list l = { 0 };

	q->by_level = s->hs.n == 0;
	if (q->by_level && (level == LEVEL_CHECK || level == LEVEL_ANY))
		misuse(
		    "--fetch needs --hs CODES, -b NAME, or --level 2, 4, 6 or total for all codes of a level");
	if (q->by_level)
		add(q, &l, str_of(name[level]));
	for (size_t i = 0; i < s->hs.n; i++) {
		const struct hs_range *r = &s->hs.range[i];
		if (strcmp(r->from, r->to) == 0) {
			add(q, &l, str_of(r->from));
			continue;
		}
		uint64_t last = number_of(r->to, r->n);
		for (uint64_t x = number_of(r->from, r->n); x <= last && l.n <= MAX_CODES; x++)
			add_number(q, &l, r->n, x);
	}
	if (l.n > MAX_CODES)
		misuse("--hs: more than %d codes; --level 6 fetches all codes of six digits",
		    MAX_CODES);
	return sorted_values(l);
}

/* Adds all numeric codes of a country, current and former. */
static void
add_partner(struct query *q, struct list *l, struct str code)
{
	const struct country *c = country_find(code);
	struct str rest = c != NULL ? c->numbers : code, number;

	while (str_split(&rest, ' ', &number))
		add(q, l, number);
}

static struct values
partners_of(struct query *q, const struct selection *s)
{
	const struct country_set *p = &s->partners;
	struct list l = { 0 };

	for (size_t i = 0; i < p->codes.n; i++)
		add_partner(q, &l, p->codes.key[i]);
	for (size_t i = 0; i < p->blocs.n; i++)
		add_partner(q, &l, p->blocs.member[i].member);
	return sorted_values(l);
}

void
query_make(struct query *q, const struct selection *s, enum level_mode level)
{
	query_make_periods(q, s);
	q->flows = flows_of(q, s);
	q->codes = codes_of(q, s, level);
	q->partners = partners_of(q, s);
}

static void
name_list(struct buf *to, const char *name, struct values values)
{
	buf_printf(to, " %s", name);
	for (size_t i = 0; i < values.n; i++) {
		buf_add_byte(to, i == 0 ? '=' : ',');
		buf_add(to, values.item[i]);
	}
}

void
query_name(const struct query *q, struct buf *to)
{
	buf_printf(to, "C %s HS", service_freq(q->digits));
	name_list(to, "flow", q->flows);
	name_list(to, "hs", q->codes);
	name_list(to, "partner", q->partners);
	buf_add_byte(to, '\n');
}

bool
query_matches(
    const struct query *q, const struct selection *s, bool groups, const struct dataset *d)
{
	if (d->period.n != q->digits || !selection_has_when(s, d->period, d->when) ||
	    !selection_has_reporter(s, d->reporter, d->when))
		return false;
	return groups || d->country == NULL || d->country->kind != KIND_GROUP ||
	       country_set_names(&s->reporters, d->reporter);
}

bool
query_has_code(const struct query *q, struct str code)
{
	struct str level = q->codes.item[0];

	if (q->by_level && !str_is(level, "TOTAL"))
		return code.n == (size_t)(level.p[2] - '0');
	return values_have(q->codes, code);
}

/* Does the country exist in the year of the period? */
static bool
exists(const struct country *c, struct str period)
{
	struct str year = { period.p, 4 };

	return c->kind == KIND_COUNTRY && (c->from.n == 0 || str_cmp(c->from, year) <= 0) &&
	       (c->to.n == 0 || str_cmp(c->to, year) >= 0);
}

void
query_expected(const struct query *q, const struct selection *s, struct dataset_list *list)
{
	const struct country *c;
	struct period when;

	for (size_t i = 0; i < q->periods.n; i++)
		for (size_t k = 0; (c = country_at(k)) != NULL; k++) {
			struct str period = q->periods.item[i], rest = c->numbers, number;
			if (!period_parse(period, &when) || !exists(c, period) ||
			    !selection_has_reporter(s, c->code, when) ||
			    !str_split(&rest, ' ', &number))
				continue;
			mem_grow(&list->item, &list->cap, list->n, sizeof *list->item);
			list->item[list->n++] = (struct dataset){ .number = number,
				.reporter = c->code,
				.country = c,
				.period = period,
				.when = when };
		}
	dataset_sort(list);
}

static void
values_free(struct values values)
{
	free((void *)values.item);
}

void
query_free(struct query *q)
{
	values_free(q->periods);
	values_free(q->flows);
	values_free(q->codes);
	values_free(q->partners);
	arena_free(&q->text);
}
