/*
 * concentration: one row per group with indices of how few suppliers it depends on.
 */
#include <stdlib.h>
#include <unistd.h>

#include "concentration/output.h"
#include "concentration/suppliers.h"
#include "lib/csv/csvout.h"
#include "lib/die.h"
#include "lib/tool.h"
#include "trade/additive.h"
#include "trade/country.h"
#include "trade/grouped.h"
#include "trade/known.h"
#include "trade/measures.h"
#include "trade/roles.h"
#include "trade/unranked.h"
#include "trade/watch.h"
#include "trade/whole.h"

enum {
	SUPPLIER = OPT_WORD,
	FLOOR,
	UNRANKED,
	ALLOW,
	SELECTED,
	KNOWN,
	NORMALISED,
	UNCTAD,
	DIGITS,
	FRACTION,
	SORTED
};

static const struct opt options[] = {
	{ 'c', "of", "COLS", "the measures (default value_usd)" },
	{ 'g', "within", "COLS",
	    "group by these columns (default period,flow,reporter if there is a partner, else period,flow)" },
	{ SUPPLIER, "supplier", "COL",
	    "the column of suppliers (default partner, else reporter, else the only other column)" },
	{ FLOOR, "floor", "N|N%",
	    "count only suppliers with at least this value or per cent of the total; the indices include all" },
	{ UNRANKED, "unranked", "COL=V,...",
	    "count these rows in the total only; COL=nes is every code that is not a country" },
	{ ALLOW, "allow", "KIND,...", ADDITIVE_HELP },
	{ SELECTED, "selected", NULL,
	    "take the input for the whole, although partners were selected or rows cut" },
	{ KNOWN, "known", NULL,
	    "where a measure is missing, print the indices of the known values" },
	{ NORMALISED, "normalised", NULL,
	    "append hhi_normalised, which is 0 if all suppliers are equal" },
	{ UNCTAD, "unctad", NULL, "append unctad, the concentration index of UNCTAD, 0 to 1" },
	{ DIGITS, "digits", "N", "decimals (default 4)" },
	{ FRACTION, "fraction", NULL,
	    "shares and HHI from 0 to 1 instead of 0 to 100 and 0 to 10000" },
	{ SORTED, "sorted", NULL, "the input is sorted by group: hold one group at a time" },
	{ 0, NULL, NULL, NULL },
};

struct concentration {
	struct opts common;
	struct concentration_plan plan;
	struct buf measures; /* names of -c, comma-separated */
	const char *within, *supplier;
	bool sorted;
	struct grouped grouped;
	struct suppliers suppliers;
	struct watch watch;
	struct where unranked;
	unsigned allowed; /* of --allow */
	struct additive *additive;
	struct whole whole;
	struct known known;
	size_t group;         /* number of the last row's group */
	bool names_countries; /* suppliers are countries, so 0 is World */
};

/* Parses the argument of --floor, "10000" or "1%". Anything else is misuse. */
static struct floor
read_floor(const char *text)
{
	struct str s = str_of(text);
	struct floor f = { .per_cent = str_ends(s, str_of("%")) };

	s.n -= f.per_cent;
	if (dec_parse(s, &f.least) != DEC_OK || f.least < 0 ||
	    (f.per_cent && f.least > 100 * DEC_ONE))
		misuse(
		    "--floor is '%s', which is neither a value of 0 or more nor a per cent such as 0.5%%",
		    text);
	return f;
}

static struct operands
parse_options(struct concentration *c, int argc, char **argv)
{
	for (int id; (id = opts_next(&c->common, argc, argv)) != OPT_END;) {
		const char *arg = c->common.arg;
		switch (id) {
		case 'c': measures_add_names(&c->measures, arg); break;
		case 'g': opts_join(&c->common, &c->within); break;
		case SUPPLIER: c->supplier = arg; break;
		case FLOOR: c->plan.floor = read_floor(arg); break;
		case UNRANKED: where_add(&c->unranked, "unranked", arg); break;
		case ALLOW: c->allowed |= additive_kinds(arg); break;
		case SELECTED: c->whole.consent = true; break;
		case KNOWN: c->known.bounds = true; break;
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
write_groups(void *owner)
{
	struct concentration *c = owner;

	whole_refuse_selected(&c->whole, "keep all partners");
	suppliers_write(&c->suppliers);
}

static void
bind(struct concentration *c, const struct columns *columns)
{
	struct concentration_plan *p = &c->plan;

	p->columns = columns;
	measures_bind(&p->of, columns, &c->measures);
	if (p->of.n > 1 && p->floor.least > 0 && !p->floor.per_cent)
		misuse("--floor is a value of one measure, but there are %zu; give a per cent",
		    p->of.n);
	grouped_begin(&c->grouped, columns, c->within, c->sorted, write_groups, c);
	p->within = &c->grouped.within;
	p->supplier = roles_supplier(columns, c->supplier, p->within, &p->of);
	struct str name = columns->name[p->supplier];
	c->names_countries = str_is(name, "partner") || str_is(name, "reporter");
	watch_begin(&c->watch, columns, p->within);
	watch_ignore_world(&c->watch, p->supplier);
	where_bind(&c->unranked, columns);
	c->additive = additive_new(columns, p->within, NULL, &p->of, c->allowed);
	whole_begin(&c->whole, columns, p->within, &p->of);
	known_begin(&c->known, columns, &p->of);
	suppliers_begin(&c->suppliers, p, &c->known);
}

/* Dies if the name is not one supplier. */
static void
check_supplier(const struct concentration *c, const struct tablein *in, struct str name)
{
	struct str column = c->plan.columns->name[c->plan.supplier];

	if (name.n == 0)
		tablein_die(in, "%.*s is empty, but every supplier needs a name", STR_ARG(column));
	if (str_is(name, "OTHERS"))
		tablein_die(in,
		    "%.*s is OTHERS, several suppliers in one row: use the rows before "
		    "%srank cuts them off",
		    STR_ARG(column), prog_prefix());
	if ((c->names_countries || !is_digit(name.p[0])) && country_is_world(name))
		tablein_die(in,
		    "%.*s is %.*s, %s, which is the sum of all suppliers: drop such "
		    "rows, as %sfetch-normalise does",
		    STR_ARG(column), STR_ARG(name), c->names_countries ? "World" : "a total",
		    prog_prefix());
}

static noreturn void
die_of_second_row(const struct tablein *in, struct str key)
{
	struct buf description = { 0 };

	key_describe(&description, key);
	tablein_die(in,
	    "a second row of %s; %saggregate first, or name the columns that differ with "
	    "--within",
	    buf_text(&description), prog_prefix());
}

static void
add_row(struct concentration *c, const struct tablein *in, dec *value)
{
	const struct str *field = tablein_fields(in);
	const struct concentration_plan *p = &c->plan;
	struct str name = field[p->supplier];

	check_supplier(c, in, name);
	if (!watch_column(&c->watch.flow, field))
		tablein_die(in,
		    "flow is not in --within and holds %.*s and %.*s; a sum of both counts "
		    "trade twice",
		    STR_ARG(buf_str(&c->watch.flow.least)), STR_ARG(buf_str(&c->watch.flow.most)));
	measures_read(&p->of, in, "concentration", value);
	additive_add(c->additive, in);
	whole_add(&c->whole, field, value[0]);
	if (c->whole.rank >= 0 || known_wants(&c->known, value))
		known_add(
		    &c->known, in, suppliers_group(&c->suppliers, grouped_key(&c->grouped)), value);
	struct supplier_row row = { grouped_key(&c->grouped), name, watch_world(&c->watch, field),
		c->unranked.n > 0 && unranked_holds(&c->unranked, field), value };
	if (!suppliers_add(&c->suppliers, row))
		die_of_second_row(in, suppliers_key(&c->suppliers));
}

static void
read_rows(struct concentration *c, struct tablein *in)
{
	dec *value = mem_alloc(c->plan.of.n, sizeof *value);

	while (tablein_next(in)) {
		(void)grouped_turns(&c->grouped, in);
		add_row(c, in, value);
	}
	additive_check(c->additive);
	whole_refuse_cut(&c->whole, c->suppliers.written + c->suppliers.groups.n);
	write_groups(c);
	free(value);
}

/* Warns about what the result does not show. */
static void
report(const struct concentration *c, uint64_t rows)
{
	const struct suppliers *s = &c->suppliers;
	uint64_t results = s->written * c->plan.of.n;

	known_report(&c->known, "indices", "the indices there are those of the known values");
	if (s->zero > 0)
		warn("totals of 0, without shares: %llu", (unsigned long long)s->zero);
	if (rows > 1 && results == s->lone)
		warn(
		    "every group has one supplier, with all of the total; select rows after %s, not "
		    "before",
		    prog_name());
	else if (s->lone > 0 && (c->plan.normalised || c->plan.unctad))
		warn("groups with one supplier, without an index that compares suppliers: %llu",
		    (unsigned long long)s->lone);
}

static void
end(struct concentration *c)
{
	suppliers_free(&c->suppliers);
	where_free(&c->unranked);
	additive_free(c->additive);
	whole_free(&c->whole);
	known_free(&c->known);
	grouped_free(&c->grouped);
	buf_free(&c->measures);
	watch_free(&c->watch);
	column_list_free(&c->plan.of);
}

int
main(int argc, char **argv)
{
	struct concentration c = {
		.common = {
			.purpose = "Measure on how few suppliers each group depends.",
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
