#include "change.h"

#include <stdlib.h>

#include "lib/die.h"

static size_t
index_of(const struct column_list *l, size_t at)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->at[i] == at)
			return i;
	return SIZE_MAX;
}

void
change_begin(struct change *c, const struct columns *columns, const struct column_list *within,
    const struct column_list *identity)
{
	size_t period = columns_need(columns, str_of("period"));

	for (size_t i = 0; i < within->n; i++)
		column_list_add(&c->within, within->at[i]);
	for (size_t i = 0; i < identity->n; i++)
		column_list_add(&c->identity, identity->at[i]);
	if (!column_list_has(&c->identity, period))
		column_list_add(&c->identity, period);
	c->period_part = index_of(&c->identity, period);
	c->period_within = index_of(&c->within, period);
	if (c->period_within == SIZE_MAX)
		misuse("--%s needs 'period' among the columns of --within",
		    c->against != NULL ? "change" : "growth");
}

void
change_note_period(struct change *c, const struct str *field)
{
	keytab_add(&c->periods, field[c->identity.at[c->period_part]], NULL);
}

bool
change_add(struct change *c, const struct str *field)
{
	bool fresh;

	column_list_key(&c->identity, field, &c->row_key);
	keytab_add(&c->rows, buf_str(&c->row_key), &fresh);
	change_note_period(c, field);
	return fresh;
}

/* Dies if the data does not have the period of an option, which may be null. */
static void
check_period(const struct change *c, const char *option, const char *period)
{
	if (period == NULL || strcmp(period, "prev") == 0 || c->periods.n == 0 ||
	    keytab_find(&c->periods, str_of(period)) != SIZE_MAX)
		return;
	die("--%s %s: the data has no such period; it has %.*s to %.*s", option, period,
	    STR_ARG(c->periods.key[c->order[0]]),
	    STR_ARG(c->periods.key[c->order[c->periods.n - 1]]));
}

void
change_prepare(struct change *c)
{
	c->order = keytab_sorted(&c->periods);
	c->position = mem_alloc(c->periods.n, sizeof *c->position);
	for (size_t i = 0; i < c->periods.n; i++)
		c->position[c->order[i]] = i;
	check_period(c, "change", c->against);
	check_period(c, "growth", c->growth);
}

struct str
change_part(struct str key, size_t n)
{
	struct str part = { "", 0 };

	for (size_t i = 0; i <= n && str_split(&key, '\0', &part); i++)
		;
	return part;
}

/* The key with part number `n` replaced; its text is in `to`. */
static struct str
with_part(struct str key, size_t n, struct str replacement, struct buf *to)
{
	struct str part = change_part(key, n);
	size_t at = (size_t)(part.p - key.p);

	to->n = 0;
	buf_add(to, (struct str){ key.p, at });
	buf_add(to, replacement);
	buf_add(to, (struct str){ key.p + at + part.n, key.n - at - part.n });
	return buf_str(to);
}

/* Sets `*out` to the period that `period` is compared with; false if there is none. */
static bool
reference_period(const struct change *c, const char *against, struct str period, struct str *out)
{
	if (strcmp(against, "prev") != 0) {
		*out = str_of(against);
		return true;
	}
	size_t position = c->position[keytab_find(&c->periods, period)]; /* each row noted it */
	if (position == 0)
		return false;
	*out = c->periods.key[c->order[position - 1]];
	return true;
}

size_t
change_group_in(struct change *c, const struct share_table *t, size_t group, struct str period)
{
	return keytab_find(
	    &t->keys, with_part(t->keys.key[group], c->period_within, period, &c->group_key));
}

struct str
change_period(const struct change *c, size_t row)
{
	return change_part(c->rows.key[row], c->period_part);
}

size_t
change_row_in(struct change *c, size_t row, struct str period)
{
	return keytab_find(
	    &c->rows, with_part(c->rows.key[row], c->period_part, period, &c->row_key));
}

enum reference
change_reference(struct change *c, const struct share_table *t, const char *against,
    struct str identity, size_t *then, size_t *group, struct str *period)
{
	if (!reference_period(c, against, change_part(identity, c->period_part), period))
		return REFERENCE_NONE;
	*group = change_group_in(c, t, *group, *period);
	if (*group == SIZE_MAX)
		return REFERENCE_NONE;
	*then = keytab_find(&c->rows, with_part(identity, c->period_part, *period, &c->row_key));
	return *then == SIZE_MAX ? REFERENCE_ABSENT : REFERENCE_ROW;
}

/* A list of vanished rows. */
struct gone {
	struct vanished *row;
	size_t n, cap;
	struct arena *text;
};

static int
compare(const void *a, const void *b)
{
	const struct vanished *x = a, *y = b;

	return str_cmp(x->identity, y->identity);
}

/* Adds the row to `gone` if `period` has its group but not the row. */
static void
add_if_gone(
    struct change *c, const struct share_table *t, size_t row, struct str period, struct gone *gone)
{
	size_t group = change_group_in(c, t, t->row[row].group, period);
	struct str now = with_part(c->rows.key[row], c->period_part, period, &c->row_key);

	if (group == SIZE_MAX || keytab_find(&c->rows, now) != SIZE_MAX)
		return;
	mem_grow(&gone->row, &gone->cap, gone->n, sizeof *gone->row);
	gone->row[gone->n++] = (struct vanished){ arena_copy(gone->text, now), row, group };
}

struct vanished *
change_vanished(struct change *c, const struct share_table *t, size_t *n, struct arena *text)
{
	struct gone gone = { .text = text };
	bool prev = strcmp(c->against, "prev") == 0;

	for (size_t row = 0; row < t->n; row++) {
		struct str period = change_period(c, row);
		size_t position = c->position[keytab_find(&c->periods, period)];
		/* the periods that are compared with this row's: the next, or all others */
		if (prev && position + 1 < c->periods.n)
			add_if_gone(c, t, row, c->periods.key[c->order[position + 1]], &gone);
		for (size_t p = 0; !prev && str_is(period, c->against) && p < c->periods.n; p++)
			if (!str_eq(c->periods.key[p], period))
				add_if_gone(c, t, row, c->periods.key[p], &gone);
	}
	*n = gone.n;
	if (gone.n > 0)
		qsort(gone.row, gone.n, sizeof *gone.row, compare);
	return gone.row;
}

void
change_free(struct change *c)
{
	column_list_free(&c->identity);
	column_list_free(&c->within);
	keytab_free(&c->rows);
	keytab_free(&c->periods);
	free(c->order);
	free(c->position);
	buf_free(&c->row_key);
	buf_free(&c->group_key);
}
