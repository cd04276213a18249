#include "columns.h"

#include <stdlib.h>
#include <string.h>

#include "csvin.h"
#include "lib/die.h"
#include "lib/hash/hash.h"
#include "lib/nearest.h"

static uint32_t
name_hash(struct str name)
{
	return (uint32_t)(hash_bytes(name) >> 32);
}

void
columns_add(struct columns *c, struct str name)
{
	mem_grow(&c->name, &c->cap, c->n, sizeof *c->name);
	slots_add(&c->index, name_hash(name), (uint32_t)c->n);
	c->name[c->n++] = arena_copy(&c->text, name);
	c->begins[name.n > 0 ? (unsigned char)name.p[0] : 0] = true;
}

int
columns_find(const struct columns *c, struct str name)
{
	uint32_t hash = name_hash(name), i;
	int found = COLUMN_NONE;

	for (size_t at = slots_begin(&c->index, hash);
	     (i = slots_next(&c->index, hash, &at)) != SLOTS_NONE;)
		if (str_eq(c->name[i], name))
			found = found == COLUMN_NONE ? (int)i : COLUMN_TWICE;
	return found;
}

int
columns_want(const struct columns *c, const char *name)
{
	return columns_find(c, str_of(name)) == COLUMN_NONE ? COLUMN_NONE
							    : (int)columns_need(c, str_of(name));
}

const char *
columns_list(const struct columns *c, struct buf *to)
{
	to->n = 0;
	for (size_t i = 0; i < c->n; i++) {
		if (i > 0)
			buf_add(to, str_of(", "));
		buf_add(to, c->name[i]);
	}
	return buf_text(to);
}

/* Is there a single column, whose name contains another separator? */
static bool
has_other_separator(const struct columns *c)
{
	struct str name = c->n == 1 ? c->name[0] : str_of("");

	return name.n > 0 &&
	       (memchr(name.p, ';', name.n) != NULL || memchr(name.p, '\t', name.n) != NULL);
}

const char *
columns_nearest(const struct columns *c, struct str name, struct buf *to)
{
	struct nearest n = nearest_begin(name);

	for (size_t i = 0; i < c->n; i++)
		nearest_offer(&n, c->name[i]);
	to->n = 0;
	buf_add(to, str_of(nearest_answer(&n)));
	nearest_free(&n);
	return buf_text(to);
}

size_t
columns_need(const struct columns *c, struct str name)
{
	int at = columns_find(c, name);
	struct buf list = { 0 };

	if (at == COLUMN_TWICE)
		misuse("two columns are named '%.*s'; rename one of them", STR_ARG(name));
	if (at == COLUMN_NONE) {
		if (has_other_separator(c))
			misuse("no column '%.*s'; there are: %s: the columns are not separated by "
			       "commas; convert the table with %sfetch-normalise",
			    STR_ARG(name), columns_list(c, &list), prog_prefix());
		misuse("no column '%.*s'; %s", STR_ARG(name), columns_nearest(c, name, &list));
	}
	return (size_t)at;
}

bool
columns_same(const struct columns *c, const struct str *field, size_t n)
{
	if (n != c->n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!str_eq(c->name[i], field[i]))
			return false;
	return true;
}

bool
columns_shuffled(const struct columns *c, const struct str *field, size_t n)
{
	if (n != c->n || n < 2)
		return false;
	for (size_t i = 0; i < n; i++)
		if (columns_find(c, field[i]) < 0)
			return false;
	return !columns_same(c, field, n);
}

void
columns_free(struct columns *c)
{
	free(c->name);
	arena_free(&c->text);
	slots_free(&c->index);
	*c = (struct columns){ 0 };
}

void
column_list_add(struct column_list *l, size_t at)
{
	mem_grow(&l->at, &l->cap, l->n, sizeof *l->at);
	l->at[l->n++] = at;
	while (at >= l->has_n) {
		mem_grow(&l->has, &l->has_cap, l->has_n, sizeof *l->has);
		l->has[l->has_n++] = false;
	}
	l->has[at] = true;
}

void
column_list_free(struct column_list *l)
{
	free(l->at);
	free(l->has);
	*l = (struct column_list){ 0 };
}

void
column_list_find(struct column_list *l, const struct columns *c, const char *option,
    const char *names, const char *defaults)
{
	bool given = names != NULL;
	struct csvin *list = csvin_of_option(option, given ? names : defaults, ',');

	for (size_t i = 0; i < csvin_count(list); i++) {
		struct str name = csvin_field(list, i);
		if (name.n == 0 && csvin_count(list) == 1)
			break; /* "" is the empty list */
		if (!given && columns_find(c, name) == COLUMN_NONE)
			continue;
		size_t at = columns_need(c, name);
		if (column_list_has(l, at))
			misuse("--%s names the column '%.*s' twice", option, STR_ARG(name));
		column_list_add(l, at);
	}
	csvin_close(list);
}

void
column_list_key(const struct column_list *l, const struct str *field, struct buf *key)
{
	key->n = 0;
	for (size_t i = 0; i < l->n; i++) {
		if (i > 0)
			buf_add_byte(key, '\0');
		buf_add(key, field[l->at[i]]);
	}
}
