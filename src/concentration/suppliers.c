#include "suppliers.h"

#include "lib/csv/csvout.h"
#include "lib/die.h"
#include "lib/hash/hash.h"
#include "output.h"
#include "trade/measures.h"
#include "trade/watch.h"

/* The data of a supplier: watch_world() of its row, is it unranked, a value for each measure. */
enum { WORLD_BITS, UNRANKED, VALUES };

void
suppliers_begin(struct suppliers *s, const struct concentration_plan *plan, struct known *known)
{
	s->plan = plan;
	s->known = known;
	entries_begin(&s->held, VALUES + plan->of.n * sizeof(dec));
}

static void
make_key(struct suppliers *s, struct str group, struct str name)
{
	s->key.n = 0;
	buf_add(&s->key, group);
	if (s->plan->within->n > 0)
		buf_add_byte(&s->key, '\0');
	buf_add(&s->key, name);
}

size_t
suppliers_group(struct suppliers *s, struct str key)
{
	return keytab_add(&s->groups, key, NULL);
}

bool
suppliers_add(struct suppliers *s, struct supplier_row row)
{
	bool fresh;

	make_key(s, row.group, row.name);
	struct str key = buf_str(&s->key);
	s->row.n = 0;
	char *data = entry_add(&s->row, key, s->held.data_size);
	data[WORLD_BITS] = (char)row.world_bits;
	data[UNRANKED] = row.unranked;
	memcpy(data + VALUES, row.value, s->plan->of.n * sizeof *row.value);
	s->world_bits |= row.world_bits;
	(void)entries_put(&s->held, s->row.p, (uint32_t)(hash_bytes(key) >> 32), &fresh);
	return fresh;
}

struct str
suppliers_key(const struct suppliers *s)
{
	return buf_str(&s->key);
}

static dec
value_of(const char *data, size_t m)
{
	dec x;

	memcpy(&x, data + VALUES + m * sizeof x, sizeof x);
	return x;
}

static struct supplier
supplier_at(const struct suppliers *s, size_t i, size_t m)
{
	struct entry e = entries_nth(&s->held, i);

	return (
	    struct supplier){ key_last_part(&e.key), value_of(e.data, m), e.data[UNRANKED] != 0 };
}

static struct group
add_up(const struct suppliers *s, size_t from, size_t to, size_t m)
{
	struct group g = { 0 };

	for (size_t i = from; i < to; i++) {
		struct supplier one = supplier_at(s, i, m);
		if (one.value != MEASURE_EMPTY && !group_add(&g, one))
			die("the total of a group exceeds 128 bits");
	}
	return g;
}

static uint64_t
count_above_floor(
    const struct suppliers *s, const struct group *g, size_t from, size_t to, size_t m)
{
	uint64_t n = 0;

	if (s->plan->floor.least == 0)
		return g->suppliers;
	for (size_t i = from; i < to; i++) {
		struct supplier one = supplier_at(s, i, m);
		n += !one.unranked && one.value > 0 && floor_admits(&s->plan->floor, g, one.value);
	}
	return n;
}

static void
write_group(struct suppliers *s, struct str key, size_t from, size_t to)
{
	size_t number = s->groups.n > 0 ? keytab_find(&s->groups, key) : SIZE_MAX;

	output_key(s->plan, key);
	for (size_t m = 0; m < s->plan->of.n; m++) {
		struct group g = add_up(s, from, to, m);
		uint64_t counted = count_above_floor(s, &g, from, to, m);
		bool known = known_judge(s->known, number, m, g.total, key);
		s->zero += known && g.total == 0;
		s->lone += known && g.suppliers == 1 && g.unranked == 0;
		if (!known)
			g = (struct group){ 0 };
		output_group(s->plan, &g, counted);
	}
	s->written++;
	csvout_end_record();
}

/* World and its parts in a column that is neither a group nor the supplier. */
static void
check_world(struct suppliers *s, struct str key, size_t from, size_t to)
{
	unsigned char world_bits = 0;

	(void)key;
	for (size_t i = from; i < to; i++)
		world_bits |= (unsigned char)entries_nth(&s->held, i).data[WORLD_BITS];
	const char *column = watch_world_beside_parts(world_bits);
	if (column != NULL)
		die("%s has rows of World (W00) and of its parts: drop one of them", column);
}

static struct str
group_at(const struct suppliers *s, size_t i)
{
	struct str key = entries_nth(&s->held, i).key;

	key_last_part(&key);
	return key;
}

/* Calls each() for every group: its key, and the range of its suppliers, which are sorted. */
static void
each_group(
    struct suppliers *s, void each(struct suppliers *s, struct str key, size_t from, size_t to))
{
	for (size_t from = 0, to; from < s->held.n; from = to) {
		struct str key = group_at(s, from);
		for (to = from + 1; to < s->held.n && str_eq(group_at(s, to), key);)
			to++;
		each(s, key, from, to);
	}
}

void
suppliers_write(struct suppliers *s)
{
	entries_sort(&s->held);
	/* check before the first row is written */
	if (watch_world_beside_parts(s->world_bits) != NULL)
		each_group(s, check_world);
	each_group(s, write_group);
	entries_clear(&s->held);
	keytab_free(&s->groups);
	known_clear(s->known);
}

void
suppliers_free(struct suppliers *s)
{
	entries_free(&s->held);
	keytab_free(&s->groups);
	buf_free(&s->key);
	buf_free(&s->row);
}
