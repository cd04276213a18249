#include "guard.h"

#include <stdlib.h>

#include "nested.h"
#include "lib/die.h"
#include "lib/examples.h"

/* G1: a part of another row, by second partner, customs procedure, mode of supply or transport. */
static bool
is_detail(const struct guard *g, const struct row *row)
{
	return row->detail->number != 0 && !g->keep_detail;
}

/* G2: World stands beside the partners whose sum it is. */
static bool
is_world(const struct guard *g, const struct row_head *head)
{
	bool partner = head->partner->kind == KIND_WORLD;
	bool reporter = head->reporter->kind == KIND_WORLD;
	const struct selection *s = g->selection;

	if (g->world == WORLD_KEEP)
		return false;
	reporter = reporter && !country_set_names(&s->reporters, head->reporter->code);
	if (g->world == WORLD_ONLY)
		return reporter || !partner;
	return reporter || (partner && !country_set_names(&s->partners, head->partner->code));
}

/* G3, the part that one row tells: TOTAL, and levels that were not asked for. */
static bool
is_other_level(const struct guard *g, const struct row *row)
{
	static const size_t length[] = { [LEVEL_2] = 2, [LEVEL_4] = 4, [LEVEL_6] = 6 };
	struct str code = row->commodity->code;
	bool total = str_is(code, "TOTAL");

	if (total && hs_set_names(&g->selection->hs, "TOTAL"))
		return false;
	if (g->level == LEVEL_TOTAL)
		return !total;
	if (g->level == LEVEL_CHECK || g->level == LEVEL_ANY)
		return total;
	return total || code.n != length[g->level];
}

/* G4: parts of M and X, unless flows were chosen by name. */
static bool
is_sub_flow(const struct guard *g, const struct row_head *head)
{
	return g->selection->flows == 0 && head->flow->parent != head->flow;
}

/* G5: the EU or ASEAN beside their members. */
static bool
is_group(const struct guard *g, const struct row_head *head)
{
	const struct selection *s = g->selection;

	if (g->keep_groups)
		return false;
	return ((head->reporter->kind == KIND_GROUP) &&
		   !country_set_names(&s->reporters, head->reporter->code)) ||
	       ((head->partner->kind == KIND_GROUP) &&
		   !country_set_names(&s->partners, head->partner->code));
}

/* The guards in the order in which they are asked, for messages. */
static const enum reason asked[] = { REASON_DETAIL, REASON_WORLD, REASON_CLASS, REASON_LEVEL,
	REASON_FLOW, REASON_GROUP };

/* The series of a row; a sub-flow that was not chosen counts for the flow that holds it. */
static uint32_t
series_of(struct guard *g, const struct row_head *head)
{
	bool part = g->selection->flows == 0 && head->flow->parent != NULL;

	return series_number(
	    &g->keys.series, head->date, part ? head->flow->parent : head->flow, head->reporter);
}

/* For part.h: between which partners the rows of a series lie. */
static void
note_partner(struct series *s, struct str partner)
{
	if (s->first_partner.n == 0 || str_cmp(partner, s->first_partner) < 0)
		s->first_partner = partner;
	if (s->last_partner.n == 0 || str_cmp(partner, s->last_partner) > 0)
		s->last_partner = partner;
}

struct guard_head
guard_judge_head(struct guard *g, const struct row_head *head)
{
	struct guard_head h = { REASON_EMITTED, REASON_EMITTED, series_of(g, head),
		rowkey_head_partner(head), 0 };

	if (head->edition.n == 2)
		h.editions = 1u << (head->edition.p[1] - '0');
	if (is_world(g, head))
		h.early = REASON_WORLD;
	else if (head->is_other_class) /* G7; before levels: only codes of the HS have those */
		h.early = REASON_CLASS;
	if (is_sub_flow(g, head))
		h.late = REASON_FLOW;
	else if (is_group(g, head))
		h.late = REASON_GROUP;
	if (g->part && h.early == REASON_EMITTED && h.late == REASON_EMITTED)
		note_partner(&g->keys.series.series[h.series], head->partner->code);
	return h;
}

static enum reason
judge(const struct guard *g, const struct guard_head *head, const struct row *row)
{
	if (is_detail(g, row))
		return REASON_DETAIL;
	if (head->early != REASON_EMITTED)
		return head->early;
	return is_other_level(g, row) ? REASON_LEVEL : head->late;
}

/* G3, the part that takes all rows of a series: notes the code. */
static void
note_code(struct series *s, const struct row *row)
{
	s->lengths |= 1u << row->commodity->code.n % 32;
	numset_add(&s->codes, row->commodity_number);
}

enum reason
guard_judge(
    struct guard *g, const struct guard_head *head, const struct row *row, struct rowkey *key)
{
	enum reason r = judge(g, head, row);
	struct series *s = &g->keys.series.series[head->series];

	if (r != REASON_EMITTED) {
		s->dropped |= 1u << r;
		return r;
	}
	key->series = head->series;
	key->partner = rowkey_partner(&g->keys, head->partner, row);
	key->commodity = row->commodity_number;
	s->passed++;
	s->editions |= head->editions;
	if (g->level == LEVEL_CHECK || g->part)
		note_code(s, row);
	return r;
}

static void
add_guards(struct buf *to, unsigned dropped)
{
	buf_add(to, str_of(" ("));
	for (size_t i = 0, n = 0; i < sizeof asked / sizeof *asked; i++) {
		if ((dropped >> asked[i] & 1) == 0)
			continue;
		const char *words = reason_guard(asked[i]);
		if (n++ > 0)
			buf_add(to, str_of("+"));
		buf_add(to, (struct str){ strchr(words, '(') + 1, 2 });
	}
	buf_add_byte(to, ')');
}

static void
name_lost_series(const struct series **series, size_t n)
{
	struct examples list = { 0 };

	for (size_t i = 0; i < n; i++) {
		const struct series *s = series[i];
		/* World as a reporter is what G2 is there to drop, as with --mirror */
		bool lost = s->passed == 0 && s->dropped != 0 && s->reporter->kind != KIND_WORLD;
		struct buf *name = lost ? examples_next(&list) : NULL;
		if (name == NULL)
			continue;
		series_say(s, name);
		add_guards(name, s->dropped);
	}
	if (list.n > 0)
		warn("guards dropped all rows of %s", examples_text(&list));
	examples_free(&list);
}

/* A year as reported and again as converted is told twice; only codes in both are duplicates. */
static void
name_mixed_editions(const struct series **series, size_t n)
{
	struct examples list = { 0 };

	for (size_t i = 0; i < n; i++) {
		unsigned editions = series[i]->editions;
		bool several = (editions & (editions - 1)) != 0;
		struct buf *name = several ? examples_next(&list) : NULL;
		if (name != NULL)
			series_say(series[i], name);
	}
	if (list.n > 0)
		warn("rows of several HS editions, perhaps the same trade twice, in %s",
		    examples_text(&list));
	examples_free(&list);
}

/* The codes of a series by their numbers; the caller frees the list. */
static struct str *
codes_of(const struct guard *g, const struct series *s)
{
	uint32_t *number = mem_alloc(s->codes.n, sizeof *number);
	struct str *code = mem_alloc(s->codes.n, sizeof *code);

	numset_list(&s->codes, number);
	for (size_t i = 0; i < s->codes.n; i++)
		code[i] = codebook_commodity_of(g->book, number[i])->code;
	free(number);
	return code;
}

static void
check_nested(const struct guard *g, const struct series **series, size_t n)
{
	struct str outer, inner;
	struct buf key = { 0 };

	for (size_t i = 0; i < n; i++) {
		if ((series[i]->lengths & (series[i]->lengths - 1)) == 0)
			continue; /* no code is longer than another */
		struct str *code = codes_of(g, series[i]);
		bool nested = nested_find(code, series[i]->codes.n, &outer, &inner);
		free(code);
		if (!nested)
			continue;
		series_say(series[i], &key);
		die("%s has rows of %.*s and of %.*s, which is part of it: the sum would count twice (G3); choose "
		    "one level with --level 2|4|6, or codes with --hs",
		    buf_text(&key), STR_ARG(outer), STR_ARG(inner));
	}
}

/* By year, flow and reporter, the year before its months. */
static int
by_year(const void *a, const void *b)
{
	const struct series *x = *(const struct series *const *)a;
	const struct series *y = *(const struct series *const *)b;
	int order = memcmp(x->date->text.p, y->date->text.p, 4);

	if (order == 0)
		order = str_cmp(x->flow->code, y->flow->code);
	if (order == 0)
		order = str_cmp(x->reporter->code, y->reporter->code);
	return order != 0 ? order : str_cmp(x->date->text, y->date->text);
}

/* G6: a year beside its months. Puts the series into another order. */
static void
check_years(const struct series **series, size_t n)
{
	const struct series *year = NULL;
	struct buf key = { 0 };

	if (n > 0)
		qsort(series, n, sizeof *series, by_year);
	for (size_t i = 0; i < n; i++) {
		const struct series *s = series[i];
		if (s->passed > 0 && s->date->period.month == 0)
			year = s;
		if (s->passed == 0 || s->date->period.month == 0 || year == NULL ||
		    year->date->period.year != s->date->period.year || year->flow != s->flow ||
		    year->reporter->number != s->reporter->number)
			continue;
		series_say(year, &key);
		die("%s has rows for the year and for its months: the sum would count twice (G6); choose "
		    "with --freq A|M",
		    buf_text(&key));
	}
}

void
guard_end(struct guard *g)
{
	const struct series **series = series_sorted(&g->keys.series);
	size_t n = g->keys.series.n;

	if (!g->part) {
		name_lost_series(series, n);
		name_mixed_editions(series, n);
	}
	if (g->level == LEVEL_CHECK)
		check_nested(g, series, n);
	check_years(series, n);
	free(series);
}

void
guard_free(struct guard *g)
{
	rowkeys_free(&g->keys);
}
