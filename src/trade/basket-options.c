#include "basket-options.h"

#include "lib/csv/tablein.h"
#include "lib/die.h"
#include "lib/nearest.h"

void
basket_option_names(struct basket *b, const char *names)
{
	struct str rest = str_of(names), name;
	struct buf list = { 0 }, answer = { 0 };

	while (str_split(&rest, ',', &name))
		if (!basket_add(b, name))
			misuse("no basket '%.*s'; %s", STR_ARG(name),
			    nearest_in_list(name, basket_names(&list), &answer));
}

void
basket_option_file(struct basket *b, const char *path)
{
	struct opts plain = { 0 };
	const char **name = mem_alloc(1, sizeof *name);
	*name = path;
	struct tablein *in = tablein_open(&plain, (struct operands){ .path = name, .n = 1 });
	const struct columns *c = tablein_columns(in);
	int hs = columns_want(c, "hs"), edition = columns_want(c, "edition");

	if (hs < 0)
		hs = columns_want(c, "hs6");
	if (edition < 0)
		edition = columns_want(c, "hs_revision");
	if (hs < 0)
		misuse("%s: no column 'hs' (or 'hs6')", path);
	while (tablein_next(in)) {
		const struct str *field = tablein_fields(in);
		struct str none = { "", 0 };
		if (!basket_add_code(b, edition >= 0 ? field[edition] : none, field[hs]))
			tablein_die(in,
			    "\"%.*s\" is not a commodity code, or its edition is not H0 to H9",
			    STR_ARG(field[hs]));
	}
	tablein_close(in);
}
