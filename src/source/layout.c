#include "layout.h"

#include <stdlib.h>

#include "lib/die.h"

enum { NAME_MAX_FOLDED = 64, ROLE_NONE = -1 };

#define LAYOUT_ENTRY(name) &layout_##name,
static const struct layout *const layouts[] = { LAYOUTS(LAYOUT_ENTRY) };
#undef LAYOUT_ENTRY

enum { LAYOUT_COUNT = sizeof layouts / sizeof *layouts };

static struct str
fold(struct str name, char to[NAME_MAX_FOLDED])
{
	size_t n = 0;

	for (size_t i = 0; i < name.n && n < NAME_MAX_FOLDED; i++) {
		char c = lower(name.p[i]);
		if (is_digit(c) || (c >= 'a' && c <= 'z'))
			to[n++] = c;
	}
	return (struct str){ to, n };
}

static bool
same_name(struct str a, struct str b)
{
	char x[NAME_MAX_FOLDED], y[NAME_MAX_FOLDED];
	struct str folded = fold(a, x);

	return str_eq(a, b) || (folded.n > 0 && str_eq(folded, fold(b, y)));
}

static int
role_of(const struct layout *l, struct str name)
{
	char text[NAME_MAX_FOLDED];
	struct str folded = fold(name, text);

	for (const struct layout_column *c = l->columns; c->name != NULL; c++)
		if (str_is(folded, c->name))
			return (int)c->role;
	return ROLE_NONE;
}

void
mapping_add(struct mapping *m, const char *text)
{
	struct str rest = str_of(text), part;

	while (str_split(&rest, ',', &part)) {
		const char *equals = part.n > 0 ? memchr(part.p, '=', part.n) : NULL;
		size_t n = equals != NULL ? (size_t)(equals - part.p) : 0;
		int role = role_of(&layout_trade, (struct str){ part.p, n });
		struct str source = { part.p + n + 1, part.n - n - 1 };
		if (n == 0 || role == ROLE_NONE || source.n == 0)
			misuse(
			    "--map: '%.*s' is not NAME=COLUMN or NAME==CONSTANT with one of the "
			    "names period, flow, reporter, partner, edition, hs, value_usd, net_kg, "
			    "flags, partner2, customs, mode, transport",
			    STR_ARG(part));
		bool constant = source.p[0] == '=';
		if (constant)
			source.p++, source.n--;
		for (size_t i = 0; i < m->n; i++)
			if (m->item[i].role == (enum role)role)
				misuse("--map names '%.*s' twice", (int)n, part.p);
		mem_grow(&m->item, &m->cap, m->n, sizeof *m->item);
		m->item[m->n++] = (struct mapped){ (enum role)role, constant, source };
	}
}

unsigned
layout_roles(const struct layout *l, const struct columns *columns, int at[ROLES])
{
	unsigned found = 0;

	for (int r = 0; r < ROLES; r++)
		at[r] = COLUMN_NONE;
	for (size_t i = 0; i < columns->n; i++) {
		int role = role_of(l, columns->name[i]);
		if (role == ROLE_NONE)
			continue;
		at[role] = (found & ROLE_BIT(role)) != 0 ? COLUMN_TWICE : (int)i;
		found |= ROLE_BIT(role);
	}
	return found;
}

int
layout_find_column(const struct columns *columns, struct str name)
{
	int found = columns_find(columns, name);

	for (size_t i = 0; found == COLUMN_NONE && i < columns->n; i++)
		if (same_name(columns->name[i], name))
			found = (int)i;
	return found;
}

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

static const char *
bind_mapping(
    struct binding *b, const struct columns *columns, const struct mapping *map, struct buf *why)
{
	unsigned found;

	b->layout = &layout_trade;
	found = layout_roles(b->layout, columns, b->at);
	for (size_t i = 0; i < map->n; i++) {
		const struct mapped *m = &map->item[i];
		if (m->constant && b->at[m->role] >= 0)
			warn("--map: the constant '%.*s' replaces the column '%.*s' of the table",
			    STR_ARG(m->text), STR_ARG(columns->name[b->at[m->role]]));
		found |= ROLE_BIT(m->role);
		b->at[m->role] = COLUMN_NONE;
		b->constant[m->role] = m->constant ? m->text : (struct str){ NULL, 0 };
		if (m->constant)
			continue;
		b->at[m->role] = layout_find_column(columns, m->text);
		if (b->at[m->role] == COLUMN_NONE)
			return no_column(b, why, m->text, columns);
	}
	for (const struct layout_column *c = b->layout->columns; c->name != NULL; c++)
		if ((b->layout->needs & ROLE_BIT(c->role)) != 0 && (found & ROLE_BIT(c->role)) == 0)
			return no_column(b, why, str_of(c->name), columns);
	return NULL;
}

static const char *
bind_known(struct binding *b, const struct columns *columns, struct buf *why)
{
	for (size_t i = 0; i < LAYOUT_COUNT; i++) {
		b->layout = layouts[i];
		unsigned found = layout_roles(b->layout, columns, b->at);
		if ((found & b->layout->needs) == b->layout->needs)
			return NULL;
	}
	b->unknown = true;
	why->n = 0;
	buf_printf(why, "unknown layout");
	return buf_text(why);
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

const char *
binding_make(struct binding *b, const struct columns *columns, const struct mapping *map,
    const struct str *kept, size_t keep, struct buf *why)
{
	struct csvin_pick *own = mem_resize(b->kept, keep, sizeof *own);

	*b = (struct binding){ .kept = own };
	const char *wrong =
	    map->n > 0 ? bind_mapping(b, columns, map, why) : bind_known(b, columns, why);
	if (wrong != NULL)
		return wrong;
	for (int r = 0; r < ROLES; r++) {
		if (b->at[r] != COLUMN_TWICE)
			continue;
		why->n = 0;
		const struct layout_column *c = b->layout->columns;
		while (c->role != (enum role)r)
			c++;
		buf_printf(why, "two columns for the same role (%s)", c->name);
		return buf_text(why);
	}
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
	struct str empty = { "", 0 };

	for (int r = 0; r < ROLES; r++)
		cells->cell[r] = b->constant[r].p != NULL ? b->constant[r] : empty;
	if (b->layout->flow != NULL)
		cells->cell[ROLE_FLOW] = str_of(b->layout->flow);
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
