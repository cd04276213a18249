/* What additive says about rows that hold the same trade twice. */
#include <stdlib.h>

#include "additive-places.h"
#include "additive.h"
#include "groups.h"
#include "lib/die.h"
#include "nested.h"
#include "period.h"

static const struct odd_rows none;

static const struct odd_rows *
odd_of(const struct place *p)
{
	return p->odd != NULL ? p->odd : &none;
}

size_t
additive_values(const struct place *p)
{
	size_t n = odd_of(p)->values.n;

	for (uint32_t i = 0; i < p->words; i++)
		n += (size_t)__builtin_popcountll(p->bits[i]);
	return n;
}

/* The values of a place, and their number; the caller frees the list only. */
static struct str *
values_of(const struct values *v, const struct place *p, size_t *n)
{
	const struct numset *more = &odd_of(p)->values;
	uint32_t *number = mem_alloc(more->n + 1, sizeof *number);
	struct str *value = mem_alloc(additive_values(p) + 1, sizeof *value);

	*n = 0;
	for (uint32_t i = 0; i < p->words * WORD_BITS; i++)
		if ((p->bits[i / WORD_BITS] >> (i % WORD_BITS) & 1) != 0)
			value[(*n)++] = v->table.key[i];
	numset_list(more, number);
	for (size_t i = 0; i < more->n; i++)
		value[(*n)++] = v->table.key[number[i]];
	free(number);
	return value;
}

/* The last day of a place's period, which is the first part of its key; 0 if there is none. */
static int
date_of(const struct additive *a, struct str key)
{
	struct str period;
	struct period parsed;

	if (a->period < 0 || !str_split(&key, '\0', &period) || !period_parse(period, &parsed))
		return 0;
	return period_last_day(parsed);
}

/* Two things that a place should not have together. */
struct pair {
	struct str first, second;
};

static bool
has_nested(const struct additive *a, const struct place *p, struct pair *found)
{
	if ((p->seen & ODD) == 0)
		return false;
	size_t n;
	struct str *code = values_of(&a->codes, p, &n);
	bool nested = nested_find(code, n, &found->first, &found->second);
	free(code);
	if (nested && found->first.n == 0)
		found->first = str_of("TOTAL");
	return nested;
}

static bool
has_member(const struct additive *a, const struct place *p, struct str key, struct pair *found)
{
	struct membership m;

	if (p->seen != (ORDINARY | ODD))
		return false;
	size_t n;
	struct str *code = values_of(&a->countries, p, &n);
	bool member = groups_find_member(code, n, date_of(a, key), &m);
	free(code);
	if (member)
		*found = (struct pair){ m.group, m.member };
	return member;
}

/* Has the place several values of which only one may be there? */
static bool
has_several(const struct values *v, const struct place *p, struct pair *found)
{
	if ((p->seen & ODD) == 0 || additive_values(p) < 2)
		return false;
	size_t n;
	struct str *value = values_of(v, p, &n);
	*found = (struct pair){ value[0], value[1] };
	free(value);
	return true;
}

/* Must the rows of a place not be added up? Sets `*found` where there is a pair to name. */
static bool
is_wrong(const struct additive *a, enum kind k, size_t number, struct pair *found)
{
	const struct place *p = &a->kind[k].place[number];
	struct str key = a->kind[k].keys.key[number];

	switch (k) {
	case MIRRORED:
	case MONTHS:
	case DETAIL: return p->seen == (ORDINARY | ODD);
	case NESTED: return has_nested(a, p, found);
	case REPORTERS:
	case PARTNERS: return has_member(a, p, key, found);
	case RECONCILED: return has_several(&a->flows, p, found);
	default: return has_several(&a->units, p, found);
	}
}

/* What is wrong in a place, and what to do. */
static void
describe(const struct additive *a, enum kind k, const struct pair *pair, struct buf *wrong,
    struct buf *remedy)
{
	const struct quantity *q = &a->quantity[k >= UNITS ? k - UNITS : 0];
	const char *prefix = prog_prefix();

	switch (k) {
	case MIRRORED:
		buf_printf(wrong, "mirrored rows beside reported rows of the same trade");
		buf_printf(remedy, "select one side");
		break;
	case MONTHS:
		buf_printf(wrong, "a row for the year and rows for its months");
		buf_printf(remedy, "select one with %sfetch-normalise --freq", prefix);
		break;
	case DETAIL:
		buf_printf(wrong, "rows of a breakdown beside their total");
		buf_printf(remedy, "use %sfetch-normalise without --detail keep", prefix);
		break;
	case NESTED:
		buf_printf(wrong, "rows of %.*s and of %.*s, which it includes",
		    STR_ARG(pair->first), STR_ARG(pair->second));
		buf_printf(remedy,
		    "select one level with %sfetch-normalise --level, or codes with %sfilter-hs",
		    prefix, prefix);
		break;
	case REPORTERS:
	case PARTNERS:
		buf_printf(wrong, "%s %.*s, a group, beside its member %.*s",
		    k == REPORTERS ? "reporter" : "partner", STR_ARG(pair->first),
		    STR_ARG(pair->second));
		buf_printf(remedy, "drop groups, as %sfetch-normalise does", prefix);
		break;
	case RECONCILED:
		buf_printf(wrong, "reconciled rows (flag r) of the flows %.*s and %.*s",
		    STR_ARG(pair->first), STR_ARG(pair->second));
		buf_printf(remedy, "select one flow");
		break;
	default:
		buf_printf(wrong, "%.*s in the units '%.*s' and '%.*s'",
		    STR_ARG(a->columns->name[q->sum]), STR_ARG(pair->first), STR_ARG(pair->second));
		buf_printf(remedy, "group by %.*s, or select one unit",
		    STR_ARG(a->columns->name[q->unit]));
	}
}

/* Ends the program with the message about a place, one of `n` that are wrong. */
static noreturn void
refuse(const struct additive *a, enum kind k, size_t number, const struct pair *pair, size_t n)
{
	const struct odd_rows *odd = odd_of(&a->kind[k].place[number]);
	struct buf text = { 0 }, wrong = { 0 }, remedy = { 0 }, more = { 0 };
	char size[DEC_TEXT];

	key_describe(&text, a->kind[k].keys.key[number]);
	describe(a, k, pair, &wrong, &remedy);
	if (n > 1)
		buf_printf(&more, ", and so %s %zu more", n > 2 ? "have" : "has", n - 1);
	size_t length = dec_print(size, odd->size);
	die("%s has %s (%llu row%s, %.*s %.*s)%s: a sum would %s; %s, or use --allow %s",
	    text.n > 0 ? buf_text(&text) : "the input", buf_text(&wrong),
	    (unsigned long long)odd->rows, plural(odd->rows), STR_ARG(a->columns->name[a->measure]),
	    (int)length, size, more.n > 0 ? buf_text(&more) : "",
	    k < UNITS ? "count trade twice" : "mean nothing", buf_text(&remedy), additive_word(k));
}

/* Is the place `number` worse than `worst`, or as bad and before it? */
static bool
is_worse(const struct places *p, size_t number, size_t worst)
{
	if (worst == SIZE_MAX)
		return true;
	dec size = odd_of(&p->place[number])->size, most = odd_of(&p->place[worst])->size;
	if (size != most)
		return size > most;
	return str_cmp(p->keys.key[number], p->keys.key[worst]) < 0;
}

static void
check(const struct additive *a, enum kind k)
{
	const struct places *p = &a->kind[k];
	size_t worst = SIZE_MAX, n = 0;
	struct pair pair = { 0 }, found = { 0 };

	for (size_t number = 0; number < p->keys.n; number++) {
		if (!is_wrong(a, k, number, &found))
			continue;
		n++;
		if (!is_worse(p, number, worst))
			continue;
		worst = number;
		pair = found;
	}
	if (n > 0)
		refuse(a, k, worst, &pair, n);
}

void
additive_check(const struct additive *a)
{
	for (enum kind k = 0; k < KINDS; k++)
		if (a->kind[k].watched)
			check(a, k);
}
