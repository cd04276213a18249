#include "hs-watch.h"

#include "lib/die.h"
#include "lib/examples.h"

enum {
	ENOUGH_REPORTERS = 10, /* for a heading's codes to occur if they are in the data */
	CHAPTER = 2,
	HEADING = 4, /* digits */
};

unsigned
hs_watch_new_code(struct hs_watch *w, struct str code)
{
	struct hs_span span = hs_list_find(code);
	unsigned editions = hs_list_editions(code);

	for (size_t i = span.from; i < span.to; i++)
		hs_goods_add(&w->occurred, i);
	memo_note_numbers(&w->codes, code, w, 0, editions);
	return editions;
}

static void
watch_reporter(struct hs_watch *w, struct str reporter)
{
	if (reporter.n == 0 || w->reporters.n >= ENOUGH_REPORTERS ||
	    str_eq(reporter, buf_str(&w->reporter)))
		return;
	keytab_add(&w->reporters, reporter, NULL);
	w->reporter.n = 0;
	buf_add(&w->reporter, reporter);
}

void
hs_watch_row(struct hs_watch *w, int edition, struct str period, struct str reporter, dec value)
{
	watch_reporter(w, reporter);
	if (w->period.n == 0)
		buf_add(&w->period, period);
	w->several_periods |= !str_eq(period, buf_str(&w->period));
	w->overflow |= !dec_add(&w->total, value);
	if (edition >= 0)
		w->overflow |= !dec_add(&w->value[edition], value);
}

/* Does the edition hold over 1 % of the value? */
static bool
matters(const struct hs_watch *w, int edition)
{
	return w->value[edition] > w->total / 100;
}

/* Counts listed codes: all that are selected from a span, and those of them that occurred. */
static void
count_codes(const struct hs_watch *w, struct hs_span span, const struct hs_set *except, int edition,
    size_t *all, size_t *found)
{
	char text[7];

	*all = *found = 0;
	for (size_t i = span.from; i < span.to; i++) {
		hs_list_text(i, text);
		if (!hs_list_has(i, edition) || hs_set_compare(except, str_of(text)) == HS_YES)
			continue;
		++*all;
		*found += hs_goods_has(&w->occurred, i);
	}
}

/*
 * Warns if under three quarters of the codes of a chapter, a heading, or a range of them occurred.
 * The edition with the fewest missing codes counts, of those with rows.
 */
static void
report_gap(const struct hs_watch *w, const struct hs_range *r, const struct hs_set *except)
{
	struct hs_span span = { hs_list_find(str_of(r->from)).from,
		hs_list_find(str_of(r->to)).to };
	size_t all, found, best_all = 0, best_found = 0;
	bool any = false, range = strcmp(r->from, r->to) != 0;

	for (int e = 0; e < HS_LISTED; e++)
		any |= matters(w, e);
	for (int e = 0; e < HS_LISTED; e++) {
		if (any && !matters(w, e))
			continue;
		count_codes(w, span, except, e, &all, &found);
		if (all > 0 && (best_all == 0 || found * best_all > best_found * all)) {
			best_all = all;
			best_found = found;
		}
	}
	if (best_found > 0 && best_found * 4 < best_all * 3)
		warn(
		    "%zu of %zu codes of %s%s%s occurred, although %d or more reporters have rows: "
		    "the others may be missing from the input",
		    best_found, best_all, r->from, range ? "-" : "", range ? r->to : "",
		    ENOUGH_REPORTERS);
}

/* The listed codes that are selected in an edition, or have selected national lines. */
static struct hs_goods
selected_goods(const struct basket *wanted, const struct hs_set *except, int edition)
{
	struct hs_goods goods = { { 0 } };
	char text[7];

	for (size_t i = 0; i < hs_codes; i++) {
		if (!hs_list_has(i, edition))
			continue;
		hs_list_text(i, text);
		if (basket_touches(wanted, edition, str_of(text)) &&
		    hs_set_compare(except, str_of(text)) != HS_YES)
			hs_goods_add(&goods, i);
	}
	return goods;
}

/* Appends an edition of a list: "H4", ", H5", or " and H6" if it is the last. */
static void
add_edition(struct buf *to, int edition, bool last)
{
	buf_printf(to, "%s%.*s",
	    to->n == 0 ? ""
	    : last     ? " and "
		       : ", ",
	    STR_ARG(hs_edition_name(edition)));
}

/* `breaks` says between which of the editions goods moved; empty if between all. */
static void
warn_moved(const struct hs_goods *moved, const char *editions, const char *breaks)
{
	struct examples codes = { 0 };
	char text[7];

	for (size_t i = 0; i < hs_codes; i++) {
		struct buf *name = hs_goods_has(moved, i) ? examples_next(&codes) : NULL;
		hs_list_text(i, text);
		if (name != NULL)
			buf_add(name, str_of(text));
	}
	warn("not the same goods in %s%s: %s; a change between these editions is not only trade",
	    editions, breaks, examples_text(&codes));
	examples_free(&codes);
}

/* Warns if the selected codes are not the same goods in the editions that matter. */
static void
report_goods(const struct hs_watch *w, const struct basket *wanted, const struct hs_set *except)
{
	struct hs_goods moved = { { 0 } }, older = { { 0 } };
	struct buf editions = { 0 }, breaks = { 0 };
	int before = -1, last = HS_LISTED - 1;
	bool same = false, differ = false;

	while (last > 0 && !matters(w, last))
		last--;
	for (int e = 0; e <= last; e++) {
		if (!matters(w, e))
			continue;
		struct hs_goods newer = selected_goods(wanted, except, e);
		add_edition(&editions, e, e == last);
		if (before >= 0 && hs_goods_differ(&older, before, &newer, e, &moved)) {
			differ = true;
			buf_printf(&breaks, ", between %.*s and %.*s",
			    STR_ARG(hs_edition_name(before)), STR_ARG(hs_edition_name(e)));
		} else if (before >= 0) {
			same = true;
		}
		older = newer;
		before = e;
	}
	if (differ)
		warn_moved(&moved, buf_text(&editions), same ? buf_text(&breaks) : "");
	buf_free(&editions);
	buf_free(&breaks);
}

void
hs_watch_report(const struct hs_watch *w, const struct basket *wanted, const struct hs_set *except)
{
	if (w->overflow)
		return;
	for (size_t i = 0; i < wanted->every.n; i++) {
		const struct hs_range *r = &wanted->every.range[i];
		if (w->reporters.n >= ENOUGH_REPORTERS && (r->n == CHAPTER || r->n == HEADING))
			report_gap(w, r, except);
	}
	if (w->several_periods)
		report_goods(w, wanted, except);
}

void
hs_watch_free(struct hs_watch *w)
{
	memo_free(&w->codes);
	buf_free(&w->period);
	buf_free(&w->reporter);
	keytab_free(&w->reporters);
}
