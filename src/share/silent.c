#include "silent.h"

#include <stdlib.h>

#include "lib/die.h"
#include "lib/num/ratio.h"
#include "trade/flags.h"
#include "trade/flow.h"
#include "trade/whole.h"
#include "worst.h"

enum { LEAST = 1000 }; /* a thousandth of the flow */

/* The column, unless it defines the groups. */
static int
outside(const struct columns *c, const struct column_list *within, const char *name)
{
	int at = columns_want(c, name);

	return at >= 0 && column_list_has(within, (size_t)at) ? COLUMN_NONE : at;
}

void
silent_begin(struct silent *s, const struct columns *c, const struct column_list *within)
{
	s->period = columns_want(c, "period");
	s->flow = columns_want(c, "flow");
	s->flags = columns_want(c, "flags");
	s->reporter = outside(c, within, "reporter");
	s->partner = outside(c, within, "partner");
	bool by_period = s->period >= 0 && column_list_has(within, (size_t)s->period);
	if (!by_period || (s->reporter < 0 && (s->partner < 0 || s->flags < 0)))
		s->period = COLUMN_NONE;
	if (s->reporter < 0 || s->period < 0)
		return;
	column_list_add(&s->side, (size_t)s->period);
	if (s->flow >= 0)
		column_list_add(&s->side, (size_t)s->flow);
	column_list_add(&s->side, (size_t)s->reporter);
}

static struct str
key_of_slice(struct silent *s, struct str period, struct str flow)
{
	const struct str part[] = { period, flow };

	return key_join(&s->key, part, sizeof part / sizeof *part);
}

static size_t
slice_of(struct silent *s, struct str period, struct str flow)
{
	bool fresh;
	size_t number = keytab_add(&s->slices, key_of_slice(s, period, flow), &fresh);

	if (fresh) {
		mem_grow(&s->slice, &s->slice_cap, number, sizeof *s->slice);
		s->slice[number] =
		    (struct silent_slice){ 0, (uint32_t)keytab_add(&s->periods, period, NULL),
			    (uint32_t)keytab_add(&s->flows, flow, NULL) };
	}
	return number;
}

static struct str
key_of_member(struct silent *s, size_t slice, struct str name)
{
	const uint32_t number = (uint32_t)slice;

	s->key.n = 0;
	buf_add(&s->key, (struct str){ (const char *)&number, sizeof number });
	buf_add(&s->key, name);
	return buf_str(&s->key);
}

static size_t
member_of(struct silent *s, struct str period, struct str flow, struct str name)
{
	bool fresh;
	size_t slice = slice_of(s, period, flow);
	size_t number = keytab_add(&s->members, key_of_member(s, slice, name), &fresh);

	if (fresh) {
		mem_grow(&s->member, &s->member_cap, number, sizeof *s->member);
		struct str own = s->members.key[number];
		own.p += sizeof(uint32_t);
		own.n -= sizeof(uint32_t);
		s->member[number] = (struct silent_member){ 0, own, (uint32_t)slice };
	}
	return number;
}

void
silent_add_slowly(struct silent *s, const struct tablein *in, dec value)
{
	const struct str *field = tablein_fields(in), none = { "", 0 };
	struct str flow = s->flow >= 0 ? field[s->flow] : none;
	struct str flags = s->flags >= 0 ? field[s->flags] : none;
	bool mirrored = flags_have(flags, 'm');
	int side = mirrored ? s->partner : s->reporter;

	s->mirrored |= mirrored;
	s->reconciled |= flags_have(flags, 'r');
	if (side < 0 || s->reconciled || str_is(field[side], "OTHERS"))
		return;
	size_t member = member_of(s, field[s->period], flow, field[side]);
	if (flags.n == 0) {
		streak_begin(&s->streak, tablein_raw(in), field, &s->side);
		s->last = member;
	}
	if (value > 0 && !dec_add(&s->member[member].value, value))
		tablein_die(in, "the total of a reporter exceeds 128 bits");
}

void
silent_prepare(struct silent *s)
{
	for (size_t i = 0; i < s->members.n; i++)
		(void)dec_add(&s->slice[s->member[i].slice].value, s->member[i].value);
}

/* A country that one period has and another has not. */
struct absence {
	size_t member;      /* in the period that has it */
	struct str missing; /* the other period */
	struct ratio share;
};

/* The flow as the silent side would have reported it. */
static struct str
reported_flow(const struct silent *s, struct str flow)
{
	const struct flow *f = s->mirrored ? flow_find(flow) : NULL;

	return f != NULL && f->mirror != NULL ? f->mirror->code : flow;
}

/* Does `period`, which has the flow, lack a member of another one that is large enough? */
static bool
is_absent(struct silent *s, size_t number, struct str period, struct absence *out)
{
	const struct silent_member *m = &s->member[number];
	const struct silent_slice *from = &s->slice[m->slice];
	struct str flow = s->flows.key[from->flow];
	size_t slice = keytab_find(&s->slices, key_of_slice(s, period, flow));

	if (slice == SIZE_MAX || m->value < from->value / LEAST || m->value == 0 ||
	    keytab_find(&s->members, key_of_member(s, slice, m->name)) != SIZE_MAX)
		return false;
	if (s->seen != NULL && seen_has(s->seen, period, reported_flow(s, flow), m->name))
		return false;
	*out = (struct absence){ number, period, { m->value, from->value } };
	return true;
}

static bool
find_gap(struct silent *s, const struct str *flow, struct str period, struct str other)
{
	struct absence found;

	for (size_t i = 0; i < s->members.n; i++) {
		const struct silent_slice *slice = &s->slice[s->member[i].slice];
		struct str own = s->periods.key[slice->period];
		if (flow != NULL && !str_eq(s->flows.key[slice->flow], *flow))
			continue;
		if ((str_eq(own, period) && is_absent(s, i, other, &found)) ||
		    (str_eq(own, other) && is_absent(s, i, period, &found)))
			return true;
	}
	return false;
}

bool
silent_between(struct silent *s, const struct str *flow, struct str period, struct str other)
{
	bool fresh;
	const struct str part[] = { period, other, flow != NULL ? *flow : str_of("*") };

	if (s->seen == NULL || s->period < 0 || s->reconciled)
		return false;
	size_t pair =
	    keytab_add(&s->pairs, key_join(&s->key, part, sizeof part / sizeof *part), &fresh);
	if (fresh) {
		mem_grow(&s->gap, &s->gap_cap, pair, sizeof *s->gap);
		s->gap[pair] = find_gap(s, flow, period, other);
	}
	return s->gap[pair];
}

static bool
is_larger(const void *owner, const void *one, const void *other)
{
	const struct silent *s = owner;
	const struct absence *a = one, *b = other;
	struct wide x = wide_product((udec)a->share.num, (udec)b->share.den);
	struct wide y = wide_product((udec)b->share.num, (udec)a->share.den);
	int order = wide_cmp(&x, &y);

	if (order == 0)
		order = str_cmp(s->member[b->member].name, s->member[a->member].name);
	if (order == 0)
		order = str_cmp(b->missing, a->missing);
	return order > 0;
}

/* Compares the members of each period with the periods before and after it. */
static void
collect(struct silent *s, struct worst *largest)
{
	size_t n = s->periods.n, *order = keytab_sorted(&s->periods);
	size_t *position = mem_alloc(n, sizeof *position);
	struct absence a;

	for (size_t i = 0; i < n; i++)
		position[order[i]] = i;
	for (size_t i = 0; i < s->members.n; i++) {
		size_t at = position[s->slice[s->member[i].slice].period];
		if (at + 1 < n && is_absent(s, i, s->periods.key[order[at + 1]], &a))
			worst_add(largest, &a);
		if (at > 0 && is_absent(s, i, s->periods.key[order[at - 1]], &a))
			worst_add(largest, &a);
	}
	free(order);
	free(position);
}

/* "VNM (40.0 % in 2022) has no rows in 2023" */
static void
describe(const void *owner, const void *one, struct buf *to)
{
	const struct silent *s = owner;
	const struct absence *a = one;
	const struct silent_member *m = &s->member[a->member];
	const struct silent_slice *slice = &s->slice[m->slice];
	struct str period = s->periods.key[slice->period], flow = s->flows.key[slice->flow];
	char per_cent[DEC_TEXT];

	ratio_print(per_cent, a->share, 2, 1);
	buf_printf(to, "%.*s (%s %%", STR_ARG(m->name), per_cent);
	if (s->flows.n > 1)
		buf_printf(to, " of %.*s", STR_ARG(flow));
	buf_printf(to, " in %.*s) has no rows in %.*s", STR_ARG(period), STR_ARG(a->missing));
}

void
silent_report(struct silent *s)
{
	struct worst largest = { .owner = s,
		.size = sizeof(struct absence),
		.is_worse = is_larger,
		.describe = describe };
	struct buf text = { 0 };

	if (s->period < 0 || s->reconciled)
		return;
	collect(s, &largest);
	worst_print(&largest, &text);
	if (largest.n > 0)
		warn("%s: %s", buf_text(&text),
		    s->seen != NULL
			? "silent; changes against such periods are left empty"
			: "silent, or zero; the shares of the others rise without trade");
	buf_free(&text);
}

void
silent_free(struct silent *s)
{
	column_list_free(&s->side);
	streak_free(&s->streak);
	keytab_free(&s->periods);
	keytab_free(&s->flows);
	keytab_free(&s->slices);
	keytab_free(&s->members);
	keytab_free(&s->pairs);
	free(s->slice);
	free(s->member);
	free(s->gap);
	buf_free(&s->key);
}
