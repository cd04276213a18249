/*
 * concentration: on how few suppliers a group depends. A row for each group.
 */
#include <stdlib.h>
#include <unistd.h>

#include "concentration/output.h"
#include "lib/csv/csvout.h"
#include "lib/die.h"
#include "lib/fold/entries.h"
#include "lib/hash/keytab.h"
#include "trade/measures.h"
#include "trade/one-value.h"
#include "lib/csv/streak.h"
#include "lib/tool.h"
#include "trade/roles.h"
#include "trade/world.h"

enum { SUPPLIER = OPT_WORD, FLOOR, NORMALISED, UNCTAD, DIGITS, FRACTION, SORTED };

static const struct opt options[] = {
	{ 'c', "of", "COL", "the measure (default value_usd); repeat it for several" },
	{ 'g', "within", "COLS",
	    "groups of these columns (default period,flow,reporter where there is a partner, else period,flow)" },
	{ SUPPLIER, "supplier", "COL",
	    "the column that names the suppliers (default partner, else reporter, else the only other one)" },
	{ FLOOR, "floor", "N|N%",
	    "count only suppliers of at least that value, or that per cent of the total; the indices are everybody's" },
	{ NORMALISED, "normalised", NULL,
	    "append hhi_normalised, which is 0 where all suppliers are equal" },
	{ UNCTAD, "unctad", NULL, "append unctad, UNCTAD's concentration index, 0 to 1" },
	{ DIGITS, "digits", "N", "decimals (default 4)" },
	{ FRACTION, "fraction", NULL, "shares and HHI from 0 to 1, not 100 and 10000" },
	{ SORTED, "sorted", NULL, "the input is sorted by group: hold one group at a time" },
	{ 0, NULL, NULL, NULL },
};

struct concentration {
	struct opts common;
	struct concentration_plan plan;
	struct buf measures; /* names of -c, comma-separated */
	const char *within, *supplier;
	bool sorted;
	struct streak streak;             /* of rows of one group */
	struct buf group, key, row; /* its key; the supplier's, which is behind it; an entry */
	struct entries suppliers;   /* key: group and supplier; data: struct cells */
	struct one_value flow;
	struct world_watch world;
	bool names_countries; /* the suppliers' column does, so W00 is World in it */
	unsigned char sides;  /* world_look() at all rows */
	uint64_t empty, groups, zero,
	    lone; /* cells; groups, their totals of 0, those of one supplier */
};

/* What is kept of a supplier: world_look() at its row, and then a number for each measure. */
enum { SIDES, VALUES };

/* "10000" or "1%". */
static struct floor
read_floor(const char *text)
{
	struct str s = str_of(text);
	struct floor f = { .per_cent = str_ends(s, str_of("%")) };

	s.n -= f.per_cent;
	if (dec_parse(s, &f.least) != DEC_OK || f.least < 0 ||
	    (f.per_cent && f.least > 100 * DEC_ONE))
		misuse(
		    "--floor is '%s', neither a value, 0 or more, nor a part such as 0.5%%", text);
	return f;
}

static struct operands
parse_options(struct concentration *c, int argc, char **argv)
{
	for (int id; (id = opts_next(&c->common, argc, argv)) != OPT_END;) {
		const char *arg = c->common.arg;
		switch (id) {
		case 'c': measures_name(&c->measures, arg); break;
		case 'g': c->within = arg; break;
		case SUPPLIER: c->supplier = arg; break;
		case FLOOR: c->plan.floor = read_floor(arg); break;
		case NORMALISED: c->plan.normalised = true; break;
		case UNCTAD: c->plan.unctad = true; break;
		case DIGITS:
			c->plan.digits = (unsigned)opts_number("digits", arg, 0, DEC_MAX_DIGITS);
			break;
		case FRACTION: c->plan.fraction = true; break;
		case SORTED: c->sorted = true; break;
		}
	}
	return operands_collect(&c->common, optind, argc, argv);
}

static void
bind(struct concentration *c, const struct columns *columns)
{
	struct concentration_plan *p = &c->plan;
	int flow = columns_want(columns, "flow");

	p->columns = columns;
	measures_bind(&p->of, columns, &c->measures);
	if (p->of.n > 1 && p->floor.least > 0 && !p->floor.per_cent)
		misuse("--floor is a value of one measure, and there are %zu; give a per cent",
		    p->of.n);
	roles_within(&p->within, columns, c->within);
	p->supplier = roles_supplier(columns, c->supplier, &p->within, &p->of);
	struct str name = columns->name[p->supplier];
	c->names_countries = str_is(name, "partner") || str_is(name, "reporter");
	c->flow = one_value_watch(
	    columns, "flow", flow >= 0 && column_list_has(&p->within, (size_t)flow));
	c->world = world_watch(columns);
	world_ignore(&c->world, p->supplier);
	for (size_t i = 0; i < p->within.n; i++)
		world_ignore(&c->world, p->within.at[i]);
	entries_begin(&c->suppliers, VALUES + p->of.n * sizeof(dec));
}

static dec
value_of(const char *data, size_t m)
{
	dec x;

	memcpy(&x, data + VALUES + m * sizeof x, sizeof x);
	return x;
}

/* The key of a supplier is that of its group, and the supplier. */
static struct supplier
supplier_at(const struct concentration *c, size_t i, size_t m)
{
	struct entry e = entries_nth(&c->suppliers, i);

	return (struct supplier){ key_last_part(&e.key), value_of(e.data, m) };
}

static struct group
add_up(const struct concentration *c, size_t from, size_t to, size_t m)
{
	struct group g = { 0 };

	for (size_t i = from; i < to; i++) {
		struct supplier s = supplier_at(c, i, m);
		if (s.value != PART_EMPTY && !group_add(&g, s))
			die("the total of a group is beyond 128 bits");
	}
	return g;
}

static uint64_t
count_above_floor(
    const struct concentration *c, const struct group *g, size_t from, size_t to, size_t m)
{
	uint64_t n = 0;

	if (c->plan.floor.least == 0)
		return g->suppliers;
	for (size_t i = from; i < to; i++) {
		dec value = supplier_at(c, i, m).value;
		n += value > 0 && floor_lets(&c->plan.floor, g, value);
	}
	return n;
}

static void
write_group(struct concentration *c, struct str key, size_t from, size_t to)
{
	output_key(&c->plan, key);
	for (size_t m = 0; m < c->plan.of.n; m++) {
		struct group g = add_up(c, from, to, m);
		output_group(&c->plan, &g, count_above_floor(c, &g, from, to, m));
		c->zero += g.total == 0;
		c->lone += g.suppliers == 1;
	}
	c->groups++;
	csvout_end_record();
}

/* World beside its parts in a column that neither groups nor names suppliers. */
static void
check_world(struct concentration *c, struct str key, size_t from, size_t to)
{
	unsigned char sides = 0;

	(void)key;
	for (size_t i = from; i < to; i++)
		sides |= (unsigned char)entries_nth(&c->suppliers, i).data[SIDES];
	const char *column = world_beside_parts(sides);
	if (column != NULL)
		die("rows of World (W00) stand beside those of its parts in %s: drop one of them",
		    column);
}

static struct str
group_at(const struct concentration *c, size_t i)
{
	struct str key = entries_nth(&c->suppliers, i).key;

	key_last_part(&key);
	return key;
}

/* Hands on each group: its key, and the places of its suppliers, which are in order. */
static void
each_group(struct concentration *c,
    void each(struct concentration *c, struct str key, size_t from, size_t to))
{
	for (size_t from = 0, to; from < c->suppliers.n; from = to) {
		struct str key = group_at(c, from);
		for (to = from + 1; to < c->suppliers.n && str_eq(group_at(c, to), key);)
			to++;
		each(c, key, from, to);
	}
}

static void
write_groups(struct concentration *c)
{
	entries_sort(&c->suppliers);
	/* before a row is out, where there is something to fear */
	if (world_beside_parts(c->sides) != NULL)
		each_group(c, check_world);
	each_group(c, write_group);
	entries_clear(&c->suppliers);
}

/* The key of the row's group, in c->group; with --sorted, the one before is written if it ends
 * here. */
static void
find_group(struct concentration *c, const struct tablein *in)
{
	struct str raw = tablein_raw(in);

	if (streak_goes_on(&c->streak, raw))
		return;
	const struct str *field = tablein_fields(in);
	column_list_key(&c->plan.within, field, &c->key);
	if (c->sorted && c->suppliers.n > 0 && streak_ends(in, buf_str(&c->group), buf_str(&c->key)))
		write_groups(c);
	c->group.n = 0;
	buf_add(&c->group, buf_str(&c->key));
	streak_begin(&c->streak, raw, field, &c->plan.within, 0);
}

/* What is no supplier, but nobody or several. */
static void
check_supplier(const struct concentration *c, const struct tablein *in, struct str name)
{
	struct str column = c->plan.columns->name[c->plan.supplier];

	if (name.n == 0)
		tablein_die(in, "%.*s is empty: a supplier has a name", STR_ARG(column));
	if (str_is(name, "OTHERS"))
		tablein_die(in,
		    "%.*s is OTHERS, several suppliers in one row: take the rows before "
		    "%srank cuts them",
		    STR_ARG(column), prog_prefix());
	if (c->names_countries && str_is(name, "W00"))
		tablein_die(in,
		    "%.*s is W00, World, which is no supplier but the sum of them: drop "
		    "such rows, as %sfetch-normalise does",
		    STR_ARG(column), prog_prefix());
}

static struct str
key_of_supplier(struct concentration *c, struct str name)
{
	c->key.n = 0;
	buf_add(&c->key, buf_str(&c->group));
	if (c->plan.within.n > 0)
		buf_add_byte(&c->key, '\0');
	buf_add(&c->key, name);
	return buf_str(&c->key);
}

static noreturn void
die_of_second_row(const struct tablein *in, struct str key)
{
	struct buf said = { 0 };

	key_say(&said, key);
	tablein_die(in,
	    "a second row of %s; %saggregate first, or name what tells them apart with "
	    "--within",
	    buf_text(&said), prog_prefix());
}

static void
add_row(struct concentration *c, const struct tablein *in, dec *value)
{
	const struct str *field = tablein_fields(in);
	const struct concentration_plan *p = &c->plan;
	struct str name = field[p->supplier];
	bool fresh;

	check_supplier(c, in, name);
	if (!one_value_holds(&c->flow, field))
		tablein_die(in,
		    "flow is not in --within and holds %.*s and %.*s; a sum of both counts "
		    "trade twice",
		    STR_ARG(buf_str(&c->flow.least)), STR_ARG(buf_str(&c->flow.most)));
	measures_read(&p->of, in, "concentration", value);
	for (size_t m = 0; m < p->of.n; m++)
		c->empty += value[m] == PART_EMPTY;
	struct str key = key_of_supplier(c, name);
	c->row.n = 0;
	char *data = entry_add(&c->row, key, c->suppliers.data_size);
	data[SIDES] = (char)world_look(&c->world, field);
	c->sides |= (unsigned char)data[SIDES];
	memcpy(data + VALUES, value, p->of.n * sizeof *value);
	(void)entries_put(&c->suppliers, c->row.p, (uint32_t)(hash_bytes(key, 0) >> 32), &fresh);
	if (!fresh)
		die_of_second_row(in, key);
}

static void
read_rows(struct concentration *c, struct tablein *in)
{
	dec *value = mem_alloc(c->plan.of.n, sizeof *value);

	while (tablein_next(in)) {
		find_group(c, in);
		add_row(c, in, value);
	}
	write_groups(c);
	free(value);
}

/* What the result does not show by itself. */
static void
report(const struct concentration *c, uint64_t rows)
{
	uint64_t results = c->groups * c->plan.of.n;

	if (c->empty > 0)
		warn("%llu empty cells are in no total", (unsigned long long)c->empty);
	if (c->zero > 0)
		warn("%llu totals are 0 and have no shares", (unsigned long long)c->zero);
	if (rows > 1 && results == c->lone)
		warn("every group has one supplier, and all of the total; select rows after %s, "
		     "not before",
		    prog_name());
	else if (c->lone > 0 && (c->plan.normalised || c->plan.unctad))
		warn("%llu groups have one supplier, and no index that compares it with others",
		    (unsigned long long)c->lone);
}

static void
end(struct concentration *c)
{
	entries_free(&c->suppliers);
	streak_free(&c->streak);
	buf_free(&c->group);
	buf_free(&c->key);
	buf_free(&c->row);
	buf_free(&c->measures);
	one_value_free(&c->flow);
	column_list_free(&c->plan.of);
	column_list_free(&c->plan.within);
}

int
main(int argc, char **argv)
{
	struct concentration c = {
		.common = {
			.purpose = "Tell on how few suppliers each group depends.",
			.usage = "[OPTION]... [FILE]...",
			.table = options,
		},
		.plan = { .digits = 4 },
	};

	tool_begin(argv[0], "concentration");
	struct operands operands = parse_options(&c, argc, argv);
	struct tablein *in = tablein_open(&c.common, operands);
	bind(&c, tablein_columns(in));
	output_header(&c.plan, c.common.headerless);
	csvout_flush();
	read_rows(&c, in);
	report(&c, tablein_rows(in));
	end(&c);
	tablein_close(in);
	return tool_end();
}
