/*
 * rank: order rows within their group. A total order: group, value, then the bytes of the row.
 */
#include <stdlib.h>
#include <unistd.h>

#include "lib/csv/csvin.h"
#include "lib/csv/csvout.h"
#include "lib/csv/tablein.h"
#include "lib/csv/where.h"
#include "lib/die.h"
#include "lib/tool.h"
#include "rank/others.h"
#include "rank/table.h"
#include "trade/additive.h"
#include "trade/currency.h"
#include "trade/grouped.h"
#include "trade/roles.h"
#include "trade/unranked.h"
#include "trade/watch.h"

enum { TIES = OPT_WORD, ASCENDING, UNRANKED, ALLOW, OTHERS, ONLY, AS, SORTED };

static const struct opt options[] = {
	{ 'k', "key", "COL", "the column to rank by (default value_usd)" },
	{ 'g', "within", "COLS",
	    "rank within groups of these columns (default period,flow,reporter if there is a partner, else period,flow)" },
	{ 'n', "top", "N", "print only ranks up to N; keep all rows of a tie at the cut" },
	{ TIES, "ties", "competition|dense|ordinal",
	    "how to number ties: 1 2 2 4 (the default), 1 2 2 3, 1 2 3 4" },
	{ ASCENDING, "ascending", NULL, "put the smallest value first" },
	{ UNRANKED, "unranked", "COL=V,...",
	    "keep these rows without a rank, after the ranked ones; COL=nes is every code that is not a country" },
	{ ALLOW, "allow", "KIND,...", ADDITIVE_HELP },
	{ OTHERS, "others", NULL, "add the rows that --top cuts off as one last row per group" },
	{ ONLY, "only", "COL=V,...", "print only these rows, after the cut" },
	{ AS, "as", "NAME", "the name of the new column (default rank)" },
	{ SORTED, "sorted", NULL, "the input is sorted by group: hold one group at a time" },
	{ 0, NULL, NULL, NULL },
};

struct rank {
	struct opts common;
	const char *key, *within, *name;
	bool others, sorted;
	struct where unranked, only;
	size_t key_at;
	struct grouped grouped;
	size_t group; /* number of the last row's group */
	struct rank_table table;
	struct others rest;
	uint64_t empty;   /* number of rows without a value */
	unsigned allowed; /* of --allow */
	struct additive *additive;
	struct watch watch;
	unsigned char world_bits; /* watch_world() of the ranked rows, or-ed */
};

static struct operands
parse_options(struct rank *r, int argc, char **argv)
{
	static const char *const ties[] = { "competition", "dense", "ordinal", NULL };

	for (int id; (id = opts_next(&r->common, argc, argv)) != OPT_END;) {
		const char *arg = r->common.arg;
		switch (id) {
		case 'k': r->key = arg; break;
		case 'g': opts_join(&r->common, &r->within); break;
		case 'n': r->table.top = opts_number("top", arg, 1, UINT32_MAX); break;
		case TIES: r->table.ties = (enum ties)opts_word("ties", arg, ties); break;
		case ASCENDING: r->table.ascending = true; break;
		case UNRANKED: where_add(&r->unranked, "unranked", arg); break;
		case ALLOW: r->allowed |= additive_kinds(arg); break;
		case OTHERS: r->others = true; break;
		case ONLY: where_add(&r->only, "only", arg); break;
		case AS: r->name = arg; break;
		case SORTED: r->sorted = true; break;
		}
	}
	return operands_collect(&r->common, optind, argc, argv);
}

static void
print_row(void *data, struct str raw, uint64_t rank, bool printed)
{
	(void)data;
	if (!printed)
		return;
	csvout_raw(raw);
	if (rank > 0)
		csvout_count(rank);
	else
		csvout_field((struct str){ "", 0 });
	csvout_end_record();
}

/* Prints the sum of the rows that were cut off, as the last row of a group. */
static void
print_others(void *data, struct str group, const struct rank_row *kept, uint32_t n)
{
	struct rank *r = data;
	const struct str *field = r->others ? others_row(&r->rest, group, kept, n) : NULL;

	if (field == NULL || !where_holds(&r->only, field))
		return;
	for (size_t i = 0; i < r->rest.columns->n; i++)
		csvout_field(field[i]);
	csvout_field((struct str){ "", 0 });
	csvout_end_record();
}

static void
print_groups(void *owner)
{
	struct rank *r = owner;

	rank_table_print(&r->table, print_row, print_others, r);
	if (r->others)
		others_clear(&r->rest);
}

static void
bind(struct rank *r, const struct columns *c)
{
	struct column_list key = { 0 };

	if (r->key == NULL)
		r->key = value_name(c).p;
	r->key_at = columns_need(c, str_of(r->key));
	column_list_add(&key, r->key_at);
	grouped_begin(&r->grouped, c, r->within, r->sorted, print_groups, r);
	where_bind(&r->unranked, c);
	where_bind(&r->only, c);
	r->additive = additive_new(c, &r->grouped.within, NULL, &key, r->allowed);
	watch_begin(&r->watch, c, &r->grouped.within);
	watch_other_column(&r->watch, c, &r->grouped.within, &key);
	watch_suppliers(&r->watch, c, &r->grouped.within, &key);
	if (columns_find(c, str_of(r->name)) != COLUMN_NONE)
		misuse("the input already has a column '%s'; name the new one with --as", r->name);
	others_begin(&r->rest, c, &r->grouped.within, r->key_at, roles_first_measure(c, &key));
	if (r->others)
		r->table.others = &r->rest;
	column_list_free(&key);
}

static enum row_kind
kind_of(const struct rank *r, const struct str *field, bool filled)
{
	if (others_is_sum(&r->rest, field))
		return ROW_OTHERS;
	if (unranked_holds(&r->unranked, field))
		return filled ? ROW_UNRANKED : ROW_UNRANKED_EMPTY;
	return filled ? ROW_RANKED : ROW_EMPTY;
}

static void
rank_rows(struct rank *r, struct tablein *in)
{
	while (tablein_next(in)) {
		if (grouped_turns(&r->grouped, in))
			r->group = rank_table_group(&r->table, grouped_key(&r->grouped));
		const struct str *field = tablein_fields(in);
		struct rank_entry row = { .raw = tablein_raw(in),
			.printed = where_holds(&r->only, field) };
		where_check(&r->only, in);
		bool filled = tablein_number(in, r->key_at, &row.value);
		row.kind = kind_of(r, field, filled);
		if (!filled)
			row.value = 0;
		r->empty += row.kind == ROW_EMPTY || row.kind == ROW_UNRANKED_EMPTY;
		if (row.kind == ROW_RANKED || row.kind == ROW_EMPTY) {
			r->world_bits |= watch_world(&r->watch, field);
			additive_add(r->additive, in);
		}
		watch_supplier(&r->watch, field);
		rank_table_add(&r->table, r->group, row);
	}
	additive_check(r->additive);
	print_groups(r);
}

/* Warns about what the result does not show. */
static void
report(const struct rank *r)
{
	struct world_found world;

	if (watch_world_mixed(&r->watch, r->world_bits, &world))
		warn("World (%.*s) is ranked together with its parts; exclude it with "
		     "--unranked %.*s=%.*s",
		    STR_ARG(world.name), STR_ARG(world.column), STR_ARG(world.name));
	watch_warn_of_supplier(&r->watch, "is ranked by itself");
	where_report(&r->only, "only");
	if (r->empty > 0)
		warn("rows without %s, and so without a rank: %llu", r->key,
		    (unsigned long long)r->empty);
	if (r->others && r->rest.spoiled > 0)
		warn(
		    "cells that are not numbers in rows cut off: %llu; OTHERS is empty in their columns",
		    (unsigned long long)r->rest.spoiled);
	if (r->others && r->rest.unknown > 0)
		warn(
		    "shares of OTHERS that are left empty, since they are not shares of the rows here: "
		    "%llu; append the denominator with %sshare --with-total",
		    (unsigned long long)r->rest.unknown, prog_prefix());
}

int
main(int argc, char **argv)
{
	struct rank r = {
		.common = {
			.purpose = "Order rows inside their group and number them.",
			.usage = "[OPTION]... [FILE]...",
			.table = options,
		},
		.name = "rank",
	};

	tool_begin(argv[0], "rank");
	struct operands operands = parse_options(&r, argc, argv);
	struct tablein *in = tablein_open(&r.common, operands);
	bind(&r, tablein_columns(in));
	if (!r.common.headerless) {
		tablein_begin_header(in);
		csvout_field(str_of(r.name));
		csvout_end_record();
	}
	csvout_flush();
	rank_rows(&r, in);
	report(&r);
	rank_table_free(&r.table);
	watch_free(&r.watch);
	additive_free(r.additive);
	grouped_free(&r.grouped);
	where_free(&r.unranked);
	where_free(&r.only);
	others_free(&r.rest);
	tablein_close(in);
	return tool_end();
}
