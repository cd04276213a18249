#include "output.h"

#include <stdlib.h>

#include "lib/csv/csvout.h"
#include "lib/visible.h"

void
output_line(struct buf *line)
{
	char *to = csvout_room(line->n);

	if (line->n > 0)
		memcpy(to, line->p, line->n);
	csvout_took(to + line->n);
	line->n = 0;
}

void
output_visible(struct buf *to, struct str s)
{
	char *text = mem_alloc(VISIBLE_GROWTH * s.n + 1, 1);

	visible(s, text);
	buf_add(to, str_of(text));
	free(text);
}

void
output_csv_header(const struct grid *g)
{
	for (size_t c = 0; c < g->columns; c++)
		csvout_field(g->column[c].name);
	csvout_end_record();
}

void
output_csv(struct grid *g, const struct look *look)
{
	if (!look->headerless)
		output_csv_header(g);
	for (size_t r = 0; r < g->rows; r++) {
		for (size_t c = 0; c < g->columns; c++)
			csvout_field(grid_row(g, r)[c]);
		csvout_end_record();
	}
}
