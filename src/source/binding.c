#include "binding.h"

#include <stdlib.h>

#include "lib/die.h"
#include "unit-words.h"

/* An option names a column that the table lacks, or --map omits one that is needed. */
static const char *
no_column(struct binding *b, struct buf *why, struct str name, const struct columns *columns)
{
	struct buf list = { 0 };

	b->misnamed = true;
	why->n = 0;
	buf_printf(
	    why, "no column '%.*s'; %s", STR_ARG(name), columns_nearest(columns, name, &list));
	buf_free(&list);
	return buf_text(why);
}

/* The currency of a column such as value_eur. */
static void
name_currency(struct binding *b, const struct columns *columns)
{
	if (!b->layout->names_currency || b->at[ROLE_VALUE] < 0)
		return;
	struct str name = columns->name[b->at[ROLE_VALUE]];
	for (size_t i = 0; i < 3; i++)
		b->means.currency[i] = upper(name.p[name.n - 3 + i]);
}

/* Takes over what an item of --map says of the cells of its column. */
static void
set_meaning(struct meaning *means, const struct mapped *m)
{
	means->scaled |= m->shift >= 0;
	if (m->role == ROLE_VALUE && m->shift >= 0)
		means->value_shift = (unsigned)m->shift;
	if (m->role == ROLE_NET_KG && m->shift >= 0)
		means->kg_shift = (unsigned)m->shift;
	if (m->currency[0] != '\0')
		memcpy(means->currency, m->currency, sizeof means->currency);
	if (m->role == ROLE_FLOW && m->dictionary.p != NULL)
		means->flows = m->dictionary;
	if (m->has_system)
		*(m->role == ROLE_REPORTER ? &means->reporters : &means->partners) = m->system;
}

/* Does the name of the mapped column contradict what --map says of its unit? */
static const char *
check_unit(struct binding *b, const struct mapped *m, struct str column, struct buf *why)
{
	const struct unit *unit = mapping_unit_missing(m, column);

	if (unit == NULL)
		return NULL;
	b->misnamed = true;
	why->n = 0;
	buf_printf(why, "the column '%.*s' speaks of %s: say what it is, as in --map '%s%.*s'",
	    STR_ARG(column), unit->name,
	    m->role == ROLE_NET_KG                ? "net_kg=1000*"
	    : unit_words_currency(column) != NULL ? "value=EUR:1*"
						  : "value_usd=1000*",
	    STR_ARG(column));
	return buf_text(why);
}

static const char *
bind_item(struct binding *b, const struct columns *columns, const struct mapped *m, struct buf *why)
{
	int *at = &b->at[m->role];

	if (m->constant && *at >= 0)
		warn("--map: the constant '%.*s' replaces the column '%.*s' of the table",
		    STR_ARG(m->text), STR_ARG(columns->name[*at]));
	*at = COLUMN_NONE;
	set_meaning(&b->means, m);
	b->constant[m->role] = m->constant ? m->text : (struct str){ NULL, 0 };
	if (m->constant)
		return NULL;
	*at = layout_find_column(columns, m->text);
	if (*at == COLUMN_NONE)
		return no_column(b, why, m->text, columns);
	return *at >= 0 ? check_unit(b, m, columns->name[*at], why) : NULL;
}

static const char *
bind_mapping(
    struct binding *b, const struct columns *columns, const struct mapping *map, struct buf *why)
{
	b->layout = layout_trade();
	b->means = b->layout->means;
	b->means.mapped = true;
	for (int r = 0; r < ROLES; r++)
		b->at[r] = layout_column(b->layout, (enum role)r, columns);
	name_currency(b, columns);
	for (size_t i = 0; i < map->n; i++) {
		const char *wrong = bind_item(b, columns, &map->item[i], why);
		if (wrong != NULL)
			return wrong;
	}
	for (int r = 0; r < ROLES; r++)
		if ((ROLES_OF_A_ROW & ROLE_BIT(r)) != 0 && b->at[r] == COLUMN_NONE &&
		    b->constant[r].p == NULL)
			return no_column(b, why,
			    r == ROLE_VALUE ? str_of("value_usd") : layout_role_name((enum role)r),
			    columns);
	return NULL;
}

static const char *
bind_known(struct binding *b, const struct columns *columns, struct buf *why)
{
	size_t i = 0;

	while ((b->layout = layout_at(i)) != NULL && !layout_fits(b->layout, columns))
		i++;
	if (b->layout == NULL) {
		b->unknown = true;
		why->n = 0;
		buf_printf(why, "unknown layout");
		return buf_text(why);
	}
	b->means = b->layout->means;
	for (int r = 0; r < ROLES; r++) {
		b->at[r] = layout_column(b->layout, (enum role)r, columns);
		b->constant[r] = b->layout->constant[r];
	}
	name_currency(b, columns);
	return NULL;
}

/* Picks the cells of the head, or all others, in the order of their roles. */
static void
pick_cells(struct binding *b, bool head)
{
	for (size_t r = 0; r < ROLES; r++) {
		if (b->at[r] < 0 || ((ROLES_OF_HEAD & ROLE_BIT(r)) != 0) != head)
			continue;
		if (r == ROLE_HS)
			b->hs = &b->pick[b->picks];
		if (r == ROLE_FLOW)
			b->flow = &b->pick[b->picks];
		b->pick[b->picks++] = (struct csvin_pick){ (size_t)b->at[r], r };
	}
}

/* binding.prefix, from the picks. */
static size_t
prefix_of(const struct binding *b)
{
	size_t prefix = 0;

	for (size_t i = 0; i < b->heads; i++)
		if (b->pick[i].at >= prefix)
			prefix = b->pick[i].at + 1;
	for (size_t i = b->heads; i < b->picks; i++)
		if (b->pick[i].at < prefix)
			return 0;
	return prefix;
}

static const char *
check_once(const struct binding *b, struct buf *why)
{
	for (int r = 0; r < ROLES; r++) {
		if (b->at[r] != COLUMN_TWICE)
			continue;
		why->n = 0;
		buf_printf(
		    why, "two columns for the same role (%.*s)", STR_ARG(b->layout->columns[r]));
		return buf_text(why);
	}
	return NULL;
}

const char *
binding_make(struct binding *b, const struct columns *columns, const struct mapping *map,
    const struct str *kept, size_t keep, struct buf *why)
{
	struct csvin_pick *own = mem_resize(b->kept, keep, sizeof *own);

	*b = (struct binding){ .kept = own };
	const char *wrong =
	    map->n > 0 ? bind_mapping(b, columns, map, why) : bind_known(b, columns, why);
	if (wrong != NULL || (wrong = check_once(b, why)) != NULL)
		return wrong;
	for (size_t i = 0; i < keep; i++) {
		int at = layout_find_column(columns, kept[i]);
		if (at < 0)
			return no_column(b, why, kept[i], columns);
		b->kept[i] = (struct csvin_pick){ (size_t)at, i };
	}
	pick_cells(b, true);
	b->heads = b->picks;
	pick_cells(b, false);
	b->prefix = prefix_of(b);
	return NULL;
}

void
binding_begin(const struct binding *b, struct cells *cells)
{
	for (int r = 0; r < ROLES; r++)
		cells->cell[r] = b->constant[r].p != NULL ? b->constant[r] : (struct str){ "", 0 };
}

bool
binding_has(const struct binding *b, unsigned roles)
{
	for (size_t r = 0; r < ROLES; r++)
		if ((roles & ROLE_BIT(r)) != 0 && (b->at[r] >= 0 || b->constant[r].p != NULL))
			return true;
	return false;
}

void
binding_free(struct binding *b)
{
	free(b->kept);
}
