#include "additive.h"

#include <stdlib.h>

#include "additive-places.h"
#include "flags.h"
#include "groups.h"
#include "lib/die.h"

struct additive *
additive_new(const struct columns *columns, const struct column_list *grouping, const size_t *cut,
    const struct column_list *measures, unsigned allowed)
{
	struct additive *a = mem_zalloc(1, sizeof *a);

	a->columns = columns;
	a->last = SIZE_MAX;
	a->recent = mem_zalloc(RECENT, sizeof *a->recent);
	additive_bind(a, grouping, cut, measures, allowed);
	return a;
}

static void
want(struct tablein *in, int at)
{
	if (at >= 0)
		tablein_want(in, (size_t)at);
}

void
additive_want(const struct additive *a, struct tablein *in)
{
	if (!a->quick.watching)
		return;
	for (size_t i = 0; i < a->key.n; i++)
		tablein_want(in, a->key.at[i]);
	tablein_want(in, a->measure);
	want(in, a->flags);
	want(in, a->kind[NESTED].watched || a->quantities > 0 ? a->hs : COLUMN_NONE);
	want(in, a->kind[PARTNERS].watched ? a->side[1] : COLUMN_NONE);
	for (size_t i = 0; i < DETAILS; i++)
		want(in, a->detail[i]);
	for (size_t i = 0; i < a->quantities; i++) {
		tablein_want(in, a->quantity[i].sum);
		tablein_want(in, a->quantity[i].unit);
	}
}

/* The number of a row's place. */
static uint32_t
place_of(struct additive *a, struct places *p, const struct str *field)
{
	bool fresh;

	a->text.n = 0;
	for (size_t i = 0; i < p->key.n; i++) {
		struct str s = field[p->key.at[i]];
		if (i > 0)
			buf_add_byte(&a->text, '\0');
		buf_add(&a->text,
		    (struct str){ s.p, p->cut[i] > 0 && p->cut[i] < s.n ? p->cut[i] : s.n });
	}
	size_t number = keytab_add(&p->keys, buf_str(&a->text), &fresh);
	if (fresh) {
		mem_grow(&p->place, &p->cap, number, sizeof *p->place);
		p->place[number] = (struct place){ 0 };
	}
	return (uint32_t)number;
}

/* The number of a row's series; finds the places of a new one. */
static size_t
add_series(struct additive *a, const struct str *field)
{
	bool fresh;

	column_list_key(&a->key, field, &a->text);
	size_t number = keytab_add(&a->series, buf_str(&a->text), &fresh);
	mem_grow(&a->of, &a->cap, number, sizeof *a->of);
	for (size_t i = 0; fresh && i < a->watched_n; i++)
		a->of[number].at[a->watched[i]] = place_of(a, &a->kind[a->watched[i]], field);
	return number;
}

/* The same, quick for a period, a flow of one or two letters and a code of up to five. */
static size_t
series_of(struct additive *a, const struct str *field)
{
	if (a->key.n != SERIES)
		return add_series(a, field);
	struct str period = field[a->key.at[0]], flow = field[a->key.at[1]],
		   reporter = field[a->key.at[2]];
	if (period.n > 8 || flow.n > 2 || reporter.n > 5)
		return add_series(a, field);
	/* no field has a NUL, so the words tell the lengths, too */
	uint64_t low = str_word(period.p, period.n);
	uint64_t high = str_word(flow.p, flow.n) | str_word(reporter.p, reporter.n) << 16;
	struct recent_series *r = &a->recent[(hash_pair(low, high) >> 32) % RECENT];
	if (r->number == 0 || r->low != low || r->high != high)
		*r = (struct recent_series){ low, high, add_series(a, field) + 1 };
	return r->number - 1;
}

/*
 * Turns to the series of a row that does not begin like the row before. A streak begins with the
 * second row of a series: where series alternate, none is worth its copy.
 */
static void
turn(struct additive *a, struct str raw, const struct str *field)
{
	size_t number = series_of(a, field);

	if (number == a->last && a->key.n > 0)
		streak_begin(&a->quick.streak, raw, field, &a->key);
	else
		a->quick.streak.begin.n = 0;
	a->last = number;
	for (size_t i = 0; i < a->watched_n; i++) {
		enum kind k = a->watched[i];
		a->here[k] = &a->kind[k].place[a->of[number].at[k]];
	}
}

/* Notes a row of the sort that should not be beside the other one. */
static void
note_odd(const struct additive *a, struct place *p, const struct tablein *in)
{
	dec size;

	p->seen |= ODD;
	if (p->odd == NULL)
		p->odd = mem_zalloc(1, sizeof *p->odd);
	p->odd->rows++;
	if (tablein_number(in, a->measure, &size) && !dec_add(&p->odd->size, size))
		p->odd->size = 0; /* only a message needs it */
}

/* Notes a row of one of two sorts that should not be in one place. */
static inline void
note(const struct additive *a, struct place *p, const struct tablein *in, bool odd)
{
	if (odd)
		note_odd(a, p, in);
	else
		p->seen |= ORDINARY;
}

static void
add_slowly(struct place *p, uint32_t number)
{
	if (number >= SMALL_NUMBERS) {
		if (p->odd == NULL)
			p->odd = mem_zalloc(1, sizeof *p->odd);
		numset_add(&p->odd->values, number);
		return;
	}
	uint32_t words = number / WORD_BITS + 1 + p->words;
	p->bits = mem_resize(p->bits, words, sizeof *p->bits);
	memset(p->bits + p->words, 0, (words - p->words) * sizeof *p->bits);
	p->words = words;
	p->bits[number / WORD_BITS] |= (uint64_t)1 << (number % WORD_BITS);
}

/* Adds the number of a value that the place has. */
static inline void
add_value(struct place *p, uint32_t number)
{
	if (number / WORD_BITS < p->words)
		p->bits[number / WORD_BITS] |= (uint64_t)1 << (number % WORD_BITS);
	else
		add_slowly(p, number);
}

static uint32_t
value_number(struct values *v, struct str text)
{
	const struct memo_slot *slot = memo_find_slot(&v->memo, text);

	if (slot != NULL)
		return slot->number;
	uint32_t number = (uint32_t)keytab_add(&v->table, text, NULL);
	memo_note_numbers(&v->memo, text, v, number, 0);
	return number;
}

/* TOTAL includes every code, as if it were their prefix. */
static void
note_code(struct additive *a, const struct tablein *in, struct str code)
{
	struct place *p = a->here[NESTED];

	if (str_is(code, "TOTAL"))
		code.n = 0;
	else if (code.n == 0 || code.n > UINT8_MAX)
		return;
	if (code.n < a->hs_cut)
		return;
	if (p->seen == 0)
		p->length = (uint8_t)code.n;
	note(a, p, in, code.n != p->length);
	p->seen |= ORDINARY;
	add_value(p, value_number(&a->codes, code));
}

static void
note_country(struct additive *a, enum kind k, const struct tablein *in, struct str code)
{
	struct values *v = &a->countries;
	struct place *p = a->here[k];
	size_t known = v->table.n;
	uint32_t number = value_number(v, code);

	if (v->table.n > known) {
		mem_grow(&v->group, &v->cap, number, sizeof *v->group);
		v->group[number] = groups_has(code);
	}
	note(a, p, in, v->group[number]);
	add_value(p, number);
}

static bool
is_detail(const struct additive *a, const struct str *field)
{
	static const char *const total[DETAILS] = { "W00", "C00", "0", "0" };

	for (size_t i = 0; i < DETAILS; i++) {
		struct str cell = a->detail[i] >= 0 ? field[a->detail[i]] : (struct str){ "", 0 };
		if (cell.n > 0 && !str_is(cell, "0") && !str_is(cell, "-1") &&
		    !str_is(cell, total[i]))
			return true;
	}
	return false;
}

/* A quantity that is missing or 0 has no unit. */
static void
note_unit(struct additive *a, size_t i, const struct tablein *in, const struct str *field)
{
	struct places *p = &a->kind[UNITS + i];
	struct quantity q = a->quantity[i];
	dec x;

	if (!p->watched || !tablein_number(in, q.sum, &x) || x == 0)
		return;
	uint32_t number = place_of(a, p, field);
	struct place *here = &p->place[number];
	size_t before = additive_values(here);
	add_value(here, value_number(&a->units, field[q.unit]));
	note(a, here, in, before > 0 && additive_values(here) > 1);
}

static void
note_flow(struct additive *a, const struct tablein *in, const struct str *field)
{
	struct place *p = a->here[RECONCILED];

	note(a, p, in, flags_have(field[a->flags], 'r'));
	add_value(p, value_number(&a->flows, field[a->flow]));
}

/* The kinds that an ordinary row of a series does not change again. */
#define SETTLING (1u << MIRRORED | 1u << REPORTERS)

/*
 * Will more rows of this series without flags change nothing? So it is if every check is one of the
 * series alone, and its first row was ordinary.
 */
static bool
is_settled(const struct additive *a)
{
	bool settled = true;

	for (size_t i = 0; i < a->watched_n; i++)
		settled &= a->here[a->watched[i]]->seen == ORDINARY;
	return settled;
}

/* The checks that most tables do not have. */
static void
look_further(struct additive *a, const struct tablein *in, const struct str *field)
{
	unsigned kinds = a->kinds;

	if ((kinds >> REPORTERS & 1) != 0)
		note_country(a, REPORTERS, in, field[a->side[0]]);
	if ((kinds >> PARTNERS & 1) != 0)
		note_country(a, PARTNERS, in, field[a->side[1]]);
	if ((kinds >> MONTHS & 1) != 0)
		note(a, a->here[MONTHS], in, field[a->period].n == 4);
	if ((kinds >> DETAIL & 1) != 0)
		note(a, a->here[DETAIL], in, is_detail(a, field));
	if ((kinds >> RECONCILED & 1) != 0)
		note_flow(a, in, field);
	for (size_t i = 0; i < a->quantities; i++)
		note_unit(a, i, in, field);
}

void
additive_look(struct additive *a, const struct tablein *in)
{
	struct str raw = tablein_raw(in);
	bool turns = !streak_continues(&a->quick.streak, raw);
	const struct str *field = tablein_fields(in);

	if (turns && (a->key.n > 0 || a->series.n == 0))
		turn(a, raw, field);
	const unsigned kinds = a->kinds;
	if ((kinds >> MIRRORED & 1) != 0)
		note(a, a->here[MIRRORED], in, flags_have(field[a->flags], 'm'));
	if ((kinds >> NESTED & 1) != 0)
		note_code(a, in, field[a->hs]);
	if ((kinds & ~(1u << MIRRORED | 1u << NESTED)) != 0)
		look_further(a, in, field);
	if (turns && (kinds & ~SETTLING) == 0)
		a->quick.settled = is_settled(a);
}

static void
free_values(struct values *v)
{
	keytab_free(&v->table);
	memo_free(&v->memo);
	free(v->group);
}

void
additive_free(struct additive *a)
{
	if (a == NULL)
		return;
	for (enum kind k = 0; k < KINDS; k++) {
		struct places *p = &a->kind[k];
		for (size_t i = 0; i < p->keys.n; i++) {
			free(p->place[i].bits);
			if (p->place[i].odd != NULL)
				numset_free(&p->place[i].odd->values);
			free(p->place[i].odd);
		}
		column_list_free(&p->key);
		keytab_free(&p->keys);
		free(p->cut);
		free(p->place);
	}
	free_values(&a->countries);
	free_values(&a->codes);
	free_values(&a->units);
	free_values(&a->flows);
	column_list_free(&a->key);
	keytab_free(&a->series);
	free(a->recent);
	free(a->of);
	streak_free(&a->quick.streak);
	buf_free(&a->text);
	free(a);
}
