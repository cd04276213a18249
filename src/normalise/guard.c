#include "guard.h"

#include <stdlib.h>

#include "lib/die.h"
#include "lib/examples.h"
#include "trade/nested.h"

/* G1: a breakdown of another row by second partner, customs procedure, mode of supply or transport.
 */
static bool
is_detail(const struct guard *g, const struct row *row)
{
	return row->detail->number != 0 && !g->keep_detail;
}

/* G2: World, which is the sum of the other partners. */
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

/* G3, for a single row: TOTAL, sections, and levels other than --level. */
static bool
is_other_level(const struct guard *g, const struct row *row)
{
	static const size_t length[] = { [LEVEL_2] = 2, [LEVEL_4] = 4, [LEVEL_6] = 6 };
	struct str code = row->commodity->code;
	bool all = str_is(code, "TOTAL"), total = !hs_has_digit(code);

	if (all && hs_set_names(&g->selection->hs, "TOTAL"))
		return false;
	if (g->level == LEVEL_TOTAL)
		return !all;
	if (g->level == LEVEL_CHECK || g->level == LEVEL_ANY)
		return total;
	return code.n != length[g->level]; /* TOTAL has five letters */
}

/* G4: sub-flows of M and X, unless --flow is given. */
static bool
is_sub_flow(const struct guard *g, const struct row_head *head)
{
	return g->selection->flows == 0 && head->flow->parent != head->flow;
}

/* G5: groups such as the EU or ASEAN, whose members are in the data, too. */
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

/* The guards on single rows, in order, for messages. */
static const enum reason row_guards[] = { REASON_DETAIL, REASON_WORLD, REASON_CLASS, REASON_LEVEL,
	REASON_FLOW, REASON_GROUP };

/* The number of a row's series; a sub-flow that G4 drops belongs to the series of its parent. */
static uint32_t
series_of(struct guard *g, const struct row_head *head)
{
	bool sub_flow = g->selection->flows == 0 && head->flow->parent != NULL;

	return series_number(&g->keys.series, head->date,
	    sub_flow ? head->flow->parent : head->flow, head->reporter);
}

/* For part.h: extends the range of partners of a series. */
static void
note_partner(struct series *s, struct str partner)
{
	if (s->first_partner.n == 0 || str_cmp(partner, s->first_partner) < 0)
		s->first_partner = partner;
	if (str_cmp(partner, s->last_partner) > 0)
		s->last_partner = partner;
}

struct guard_head
guard_judge_head(struct guard *g, const struct row_head *head)
{
	struct guard_head h = { REASON_EMITTED, REASON_EMITTED, series_of(g, head),
		rowkey_head_partner(head) };

	if (is_world(g, head))
		h.before_level = REASON_WORLD;
	else if (head->is_other_class) /* G7, before G3: only HS codes have levels */
		h.before_level = REASON_CLASS;
	if (is_sub_flow(g, head))
		h.after_level = REASON_FLOW;
	else if (is_group(g, head))
		h.after_level = REASON_GROUP;
	if (g->part && h.before_level == REASON_EMITTED && h.after_level == REASON_EMITTED)
		note_partner(&g->keys.series.series[h.series], head->partner->code);
	return h;
}

/* Does is_other_level() let the row pass? A quick test for nearly all rows: false is not certain.
 */
static inline bool
is_plain_code(const struct guard *g, const struct row *row)
{
	struct str code = row->commodity->code;

	return g->level == LEVEL_CHECK && code.n > 0 && is_digit(code.p[0]);
}

static enum reason
judge(const struct guard *g, const struct guard_head *head, const struct row *row)
{
	if (is_detail(g, row))
		return REASON_DETAIL;
	if (head->before_level != REASON_EMITTED)
		return head->before_level;
	return !is_plain_code(g, row) && is_other_level(g, row) ? REASON_LEVEL : head->after_level;
}

/* All guards that drop the row, as bits, not only the first. */
static unsigned
all_that_drop(const struct guard *g, const struct guard_head *head, const struct row *row)
{
	unsigned emitted = 1u << REASON_EMITTED;
	unsigned found = 1u << head->before_level | 1u << head->after_level;

	found |= (unsigned)is_detail(g, row) << REASON_DETAIL;
	found |= (unsigned)is_other_level(g, row) << REASON_LEVEL;
	return found & ~emitted;
}

/* Records the code for the check of nested codes (G3). */
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
		unsigned drops = all_that_drop(g, head, row);
		s->dropped |= 1u << r;
		g->common = g->any ? g->common & drops : drops;
		g->any = true;
		return r;
	}
	key->series = head->series;
	key->partner = rowkey_partner(&g->keys, head->partner, row);
	key->commodity = row->commodity_number;
	s->passed++;
	s->editions |= row->head->edition_bit;
	if (g->level == LEVEL_CHECK || g->part)
		note_code(s, row);
	return r;
}

bool
guard_options(const struct guard *g, struct buf *to)
{
	static const char *const option[REASONS] = { [REASON_DETAIL] = "--detail keep",
		[REASON_WORLD] = "--world only",
		[REASON_LEVEL] = "--level total",
		[REASON_GROUP] = "--groups keep" };

	to->n = 0;
	for (int r = 0; r < REASONS; r++)
		if ((g->common >> r & 1) != 0 && option[r] != NULL &&
		    (r != REASON_LEVEL || g->level == LEVEL_CHECK))
			buf_printf(to, "%s%s", to->n > 0 ? " " : "", option[r]);
	return to->n > 0;
}

/* Appends " (G1+G2)" for the guards in `dropped`. */
static void
add_guards(struct buf *to, unsigned dropped)
{
	buf_add(to, str_of(" ("));
	for (size_t i = 0, n = 0; i < sizeof row_guards / sizeof *row_guards; i++) {
		if ((dropped >> row_guards[i] & 1) == 0)
			continue;
		const char *guard = reason_guard(row_guards[i]);
		if (n++ > 0)
			buf_add(to, str_of("+"));
		buf_add(to, (struct str){ strchr(guard, '(') + 1, 2 }); /* "G1" */
	}
	buf_add_byte(to, ')');
}

static void
warn_lost_series(const struct series **series, size_t n)
{
	struct examples list = { 0 };

	for (size_t i = 0; i < n; i++) {
		const struct series *s = series[i];
		/* do not report World as reporter (--mirror): G2 always drops it */
		bool lost = s->passed == 0 && s->dropped != 0 && s->reporter->kind != KIND_WORLD;
		struct buf *name = lost ? examples_next(&list) : NULL;
		if (name == NULL)
			continue;
		series_describe(s, name);
		add_guards(name, s->dropped);
	}
	if (list.n > 0)
		warn("guards dropped all rows of %s", examples_text(&list));
	examples_free(&list);
}

/*
 * Warns about series with rows in several HS editions: they may report one trade twice, as reported
 * and as converted, and G8 finds that only for codes that both editions have.
 */
static void
warn_mixed_editions(const struct series **series, size_t n)
{
	struct examples list = { 0 };

	for (size_t i = 0; i < n; i++) {
		unsigned editions = series[i]->editions;
		bool several = (editions & (editions - 1)) != 0;
		struct buf *name = several ? examples_next(&list) : NULL;
		if (name != NULL)
			series_describe(series[i], name);
	}
	if (list.n > 0)
		warn("rows of several HS editions, perhaps the same trade twice, in %s",
		    examples_text(&list));
	examples_free(&list);
}

/* The codes of a series; the caller frees the list only. */
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
			continue; /* all codes have the same length */
		struct str *code = codes_of(g, series[i]);
		bool nested = nested_find(code, series[i]->codes.n, &outer, &inner);
		free(code);
		if (!nested)
			continue;
		series_describe(series[i], &key);
		die("%s has rows of %.*s and of %.*s, which it includes: sums would count that trade "
		    "twice (G3); choose one level with --level 2|4|6, or codes with --hs",
		    buf_text(&key), STR_ARG(outer), STR_ARG(inner));
	}
}

/* Orders by year, flow and reporter, the year before its months. */
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

/* G6: ends the program if there is a year beside its months. Sorts the series anew. */
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
		series_describe(year, &key);
		die("%s has rows for the year and for its months: sums would count its trade twice "
		    "(G6); choose with --freq A|M",
		    buf_text(&key));
	}
}

void
guard_end(struct guard *g)
{
	const struct series **series = series_sorted(&g->keys.series);
	size_t n = g->keys.series.n;

	if (!g->part) {
		warn_lost_series(series, n);
		warn_mixed_editions(series, n);
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
