#include "hidden-total.h"

#include <stdlib.h>

#include "lib/die.h"
#include "trade/roles.h"

enum {
	FEWEST = 3,         /* rows of a group that count */
	FEWEST_ALONE = 4,   /* rows of a group that is the only one */
	LEAST_ALONE = 1000, /* value of a name that has only one group */
	LARGEST_GAP = 1000, /* rounding explains at most a thousandth */
	NOT_SUSPECT = 255,  /* in the array of decimals */
};

void
hidden_begin(struct hidden_total *h, const struct columns *c, const struct column_list *within,
    const struct column_list *measures)
{
	h->columns = c;
	h->measure = c->name[measures->at[0]];
	for (size_t at = 0, end = roles_first_measure(c, measures); at < end; at++)
		if (!column_list_has(within, at))
			column_list_add(&h->naming, at);
	h->splitter = csvin_for_lines(',');
}

struct str
hidden_name(struct hidden_total *h, const struct str *field)
{
	column_list_key(&h->naming, field, &h->key);
	return buf_str(&h->key);
}

/* The name of a row of the table, whose text is `text`. */
static struct str
name_of(struct hidden_total *h, const struct share_row *row, struct str text)
{
	if (!row->printed)
		return text;
	if (!csvin_split(h->splitter, text))
		return (struct str){ "", 0 }; /* not reached: the reader has split it before */
	h->key.n = 0;
	for (size_t i = 0; i < h->naming.n; i++) {
		if (i > 0)
			buf_add_byte(&h->key, '\0');
		buf_add(&h->key, csvin_field(h->splitter, h->naming.at[i]));
	}
	return buf_str(&h->key);
}

/* The gap between the largest value of a group and the sum of the others. */
static dec
gap_of(const struct share_table *t, size_t group)
{
	dec all = t->total[group * t->measures].parts;
	dec largest = t->group[group].most;
	dec others = all - largest;

	return largest > others ? largest - others : others - largest;
}

/* May the gap be rounding, if the values have this many decimals? */
static bool
is_rounding(const struct share_table *t, size_t group, unsigned decimals)
{
	dec largest = t->group[group].most;
	dec gap = gap_of(t, group);

	return largest > 0 &&
	       (gap == 0 || (gap <= (dec)t->group[group].rows * dec_unit(decimals) / 2 &&
				gap <= largest / LARGEST_GAP));
}

/*
 * The decimals of each group that may have a hidden total, NOT_SUSPECT for the others; null if no
 * group may. The caller frees it.
 */
static unsigned char *
suspects(const struct share_table *t)
{
	unsigned char *decimals = NULL;

	for (size_t g = 0; g < t->keys.n; g++) {
		if (t->group[g].rows < FEWEST || !is_rounding(t, g, 0))
			continue;
		if (decimals == NULL) {
			decimals = mem_alloc(t->keys.n, 1);
			memset(decimals, NOT_SUSPECT, t->keys.n);
		}
		decimals[g] = 0;
	}
	for (size_t i = 0; decimals != NULL && i < t->n; i++) {
		unsigned char *d = &decimals[t->row[i].group];
		if (*d == NOT_SUSPECT || share_table_part(t, i, 0) == MEASURE_EMPTY)
			continue;
		unsigned own = dec_decimals(share_table_part(t, i, 0));
		*d = own > *d ? (unsigned char)own : *d;
	}
	return decimals;
}

static void
note(struct hidden_total *h, const struct share_table *t, size_t row, struct str name)
{
	bool fresh;
	size_t group = t->row[row].group, number = keytab_add(&h->names, name, &fresh);

	mem_grow(&h->name, &h->cap, number, sizeof *h->name);
	struct hidden_name *found = &h->name[number];
	if (fresh)
		*found = (struct hidden_name){ 0 };
	found->hits++;
	found->rows = t->group[group].rows;
	found->value = share_table_part(t, row, 0);
	found->key = arena_copy(&h->text, t->keys.key[group]);
}

/* Notes the names of hidden totals. */
static void
note_all(struct hidden_total *h, const struct share_table *t, const unsigned char *decimals)
{
	size_t at = 0;

	for (size_t i = 0; i < t->n; at += t->row[i++].length) {
		size_t g = t->row[i].group;
		if (decimals[g] == NOT_SUSPECT || t->group[g].largest != i ||
		    !is_rounding(t, g, decimals[g]))
			continue;
		struct str name =
		    name_of(h, &t->row[i], (struct str){ t->text.p + at, t->row[i].length });
		if (!str_is(name, "OTHERS"))
			note(h, t, i, name);
	}
}

/* Counts the groups of the names. */
static void
count_groups(struct hidden_total *h, const struct share_table *t)
{
	size_t at = 0;

	for (size_t i = 0; i < t->n; at += t->row[i++].length) {
		struct str text = { t->text.p + at, t->row[i].length };
		if (t->group[t->row[i].group].rows < FEWEST)
			continue;
		size_t number = keytab_find(&h->names, name_of(h, &t->row[i], text));
		if (number != SIZE_MAX)
			h->name[number].groups++;
	}
}

void
hidden_find(struct hidden_total *h, const struct share_table *t)
{
	if (h->naming.n == 0)
		return;
	unsigned char *decimals = suspects(t);
	if (decimals != NULL)
		note_all(h, t, decimals);
	free(decimals);
	if (h->names.n > 0)
		count_groups(h, t);
}

static bool
is_total(const struct hidden_name *n)
{
	if (n->groups == 1)
		return n->rows >= FEWEST_ALONE && n->value > LEAST_ALONE * DEC_ONE;
	return 2 * n->hits >= n->groups;
}

static void
report_name(const struct hidden_total *h, struct str key, const struct hidden_name *n, size_t more)
{
	struct buf name = { 0 }, group = { 0 }, rest = { 0 };
	char value[DEC_TEXT];

	key_describe(&name, key);
	key_describe(&group, n->key);
	dec_print(value, n->value);
	if (more > 0)
		buf_printf(&rest, ", and %zu more such name%s", more, plural(more));
	warn("%.*s '%s' is the sum of all others in %llu of %llu group%s%s%s (%.*s %s): if it is a "
	     "total, drop it, for every share is half of what it should be%s",
	    STR_ARG(h->columns->name[h->naming.at[0]]), buf_text(&name),
	    (unsigned long long)n->hits, (unsigned long long)n->groups, plural(n->groups),
	    group.n > 0 ? ", such as " : "", group.n > 0 ? buf_text(&group) : "",
	    STR_ARG(h->measure), value, rest.n > 0 ? buf_text(&rest) : "");
	buf_free(&name);
	buf_free(&group);
	buf_free(&rest);
}

void
hidden_report(const struct hidden_total *h)
{
	size_t worst = SIZE_MAX, n = 0;

	for (size_t i = 0; i < h->names.n; i++) {
		if (!is_total(&h->name[i]))
			continue;
		n++;
		if (worst == SIZE_MAX || h->name[i].hits > h->name[worst].hits)
			worst = i;
	}
	if (n > 0)
		report_name(h, h->names.key[worst], &h->name[worst], n - 1);
}

void
hidden_free(struct hidden_total *h)
{
	column_list_free(&h->naming);
	keytab_free(&h->names);
	free(h->name);
	csvin_close(h->splitter);
	arena_free(&h->text);
	buf_free(&h->key);
}
