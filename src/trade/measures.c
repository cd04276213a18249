#include "measures.h"

#include "currency.h"

void
measures_add_names(struct buf *names, const char *arg)
{
	buf_printf(names, "%s%s", names->n > 0 ? "," : "", arg);
}

void
measures_bind(struct column_list *of, const struct columns *c, struct buf *names)
{
	column_list_find(of, c, "of", names->n > 0 ? buf_text(names) : value_name(c).p, NULL);
}

void
measures_read(const struct column_list *of, const struct tablein *in, const char *what, dec *part)
{
	for (size_t m = 0; m < of->n; m++) {
		if (!tablein_number(in, of->at[m], &part[m]))
			part[m] = MEASURE_EMPTY;
		else if (part[m] < 0)
			tablein_die(in, "%.*s is negative; a %s of it has no meaning",
			    STR_ARG(tablein_columns(in)->name[of->at[m]]), what);
	}
}

struct str
measures_title(const struct column_list *of, const struct columns *c, size_t m, const char *plain,
    bool always, struct buf *to)
{
	to->n = 0;
	if (of->n > 1 || always) {
		buf_add(to, c->name[of->at[m]]);
		buf_add_byte(to, '_');
	}
	buf_add(to, str_of(plain));
	return buf_str(to);
}
