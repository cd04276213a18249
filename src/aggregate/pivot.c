#include "pivot.h"

#include <stdlib.h>

#include "lib/csv/csvout.h"
#include "lib/die.h"

static const char *const flow_of[2] = { "M", "X" };

void
pivot_begin(struct pivot *v, const struct fold_plan *p, const struct columns *c, bool complete)
{
	*v = (struct pivot){ .plan = p, .complete = complete, .flow = COLUMN_NONE };
	if (!p->pivot)
		return;
	v->flow = columns_find(c, str_of("flow"));
	v->part[0] = plan_part_of(p, columns_find(c, str_of("period")));
	v->part[1] = plan_part_of(p, columns_find(c, str_of("reporter")));
	for (size_t i = 0; i < 2; i++)
		v->side[i].distinct = mem_zalloc(p->measures + 1, sizeof(uint64_t));
}

static bool
has_side(const struct pivot *v, size_t side, struct str period, struct str reporter)
{
	struct buf key = { 0 };
	const struct str part[] = { str_of(flow_of[side]), period, reporter };
	bool found = keytab_find(&v->reported, key_join(&key, part, 3)) != SIZE_MAX;

	buf_free(&key);
	return found;
}

void
pivot_add(struct pivot *v, const struct tablein *in, const struct str *field)
{
	struct str part[3] = { field[v->flow], { "", 0 }, { "", 0 } };
	if (!str_is(part[0], flow_of[0]) && !str_is(part[0], flow_of[1]))
		tablein_die(in,
		    "flow is \"%.*s\"; --pivot flow has columns for M and X only, so select these",
		    STR_ARG(part[0]));
	for (size_t i = 0; i < 2; i++)
		if (v->part[i] != SIZE_MAX)
			part[i + 1] = plan_part(v->plan, v->part[i], field);
	keytab_add(&v->reported, key_join(&v->text, part, 3), NULL);
}

/* A flow that has other rows of this period and reporter has none of this group: that is 0. */
static bool
is_zero(const struct pivot *v, size_t side)
{
	struct str part[2] = { { "", 0 }, { "", 0 } }, text, rest = buf_str(&v->key);

	for (size_t i = 0; str_split(&rest, '\0', &text); i++)
		for (size_t k = 0; k < 2; k++)
			if (v->part[k] == i)
				part[k] = text;
	return !v->side[side].any && has_side(v, side, part[0], part[1]);
}

static void
write_side(const struct pivot *v, size_t side, size_t m, bool zero)
{
	const struct pivot_side *s = &v->side[side];
	enum operation op = v->plan->measure[m].op;
	bool adds = op == OP_SUM || op == OP_COUNT || op == OP_MISSING || op == OP_ESTIMATED;
	const struct cells_context with = { s->distinct, s->periods, v->complete };

	if (s->any)
		cells_write_measure(v->plan, s->cells.p, m, &with);
	else
		csvout_raw(str_of(zero && adds ? "0" : ""));
}

/* Exports minus imports, by the first sum; empty if one of them is unknown. */
static void
write_balance(const struct pivot *v, const bool zero[2])
{
	dec sum[2] = { 0, 0 };
	bool known = v->plan->measures > 0 && v->plan->measure[0].op == OP_SUM;

	for (size_t i = 0; i < 2 && known; i++)
		known = zero[i] || (v->side[i].any && cells_sum(v->plan, v->side[i].cells.p, 0,
							  v->complete, &sum[i]));
	if (known && __builtin_sub_overflow(sum[1], sum[0], &sum[1]))
		die("the balance exceeds 128 bits");
	if (known)
		csvout_dec(sum[1]);
	else
		csvout_raw((struct str){ "", 0 });
}

static void
write_held(struct pivot *v)
{
	const struct fold_plan *p = v->plan;
	const bool zero[2] = { is_zero(v, 0), is_zero(v, 1) };
	unsigned flags = 0;

	for (size_t i = 0; i < 2; i++)
		if (v->side[i].any)
			flags |= cells_marks(v->side[i].cells.p).flags;
	if (p->keys > 1)
		plan_write_key(p, buf_str(&v->key), &v->text);
	for (size_t m = 0; m <= p->measures; m++) {
		if (p->flags >= 0 && m == p->flags_before)
			cells_write_flags(flags);
		for (size_t i = 0; i < 2 && m < p->measures; i++)
			write_side(v, i, m, zero[i]);
	}
	write_balance(v, zero);
	csvout_end_record();
}

void
pivot_write(struct pivot *v, struct str key, const char *cells, const struct cells_context *with)
{
	struct str flow = key_last_part(&key);
	struct pivot_side *s = &v->side[str_is(flow, flow_of[1])];

	if (v->any && !str_eq(buf_str(&v->key), key))
		pivot_end(v);
	v->any = true;
	v->key.n = s->cells.n = 0;
	buf_add(&v->key, key);
	buf_add(&s->cells, (struct str){ cells, cells_size(v->plan) });
	memcpy(s->distinct, with->distinct, v->plan->measures * sizeof *s->distinct);
	s->periods = with->periods;
	s->any = true;
}

void
pivot_end(struct pivot *v)
{
	if (v->any)
		write_held(v);
	v->any = v->side[0].any = v->side[1].any = false;
}

void
pivot_free(struct pivot *v)
{
	for (size_t i = 0; i < 2; i++) {
		free(v->side[i].distinct);
		buf_free(&v->side[i].cells);
	}
	keytab_free(&v->reported);
	buf_free(&v->key);
	buf_free(&v->text);
}
