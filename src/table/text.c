#include <stdlib.h>

#include "lib/width.h"
#include "output.h"

enum { GAP = 2, NARROWEST = 8 };

/* The cells that a column takes. Numbers are aligned by their points. */
struct extent {
	size_t title, whole, after; /* of the name; of cells up to the point, and from it on */
	size_t width;
};

/* The cells of a number from its point on; 0 for other text. */
static size_t
after_point(const struct grid_column *column, struct str cell)
{
	const char *point = column->numeric && cell.n > 0 ? memchr(cell.p, '.', cell.n) : NULL;

	return point != NULL ? cell.n - (size_t)(point - cell.p) : 0;
}

/* Makes all cells and names visible. */
static struct str
shown(struct arena *a, struct str s)
{
	struct buf text = { 0 };

	output_visible(&text, s);
	struct str result = arena_copy(a, buf_str(&text));
	buf_free(&text);
	return result;
}

static void
widen(struct extent *e, const struct grid_column *column, struct str cell)
{
	size_t after = after_point(column, cell), whole = width_of(cell) - after;

	if (whole > e->whole)
		e->whole = whole;
	if (after > e->after)
		e->after = after;
}

/* The cells that a column cannot do without: numbers are never cut. */
static size_t
least(const struct grid_column *column, const struct extent *e)
{
	if (column->numeric)
		return e->whole + e->after;
	return e->width < NARROWEST ? e->width : NARROWEST;
}

/* Takes cells from the widest column that can spare some, until a line fits. */
static void
fit(const struct grid *g, struct extent *e, size_t limit)
{
	size_t total = GAP * (g->columns - 1);

	for (size_t c = 0; c < g->columns; c++)
		total += e[c].width;
	for (; total > limit; total--) {
		size_t widest = SIZE_MAX;
		for (size_t c = 0; c < g->columns; c++)
			if (e[c].width > least(&g->column[c], &e[c]) && e[c].width > 1 &&
			    (widest == SIZE_MAX || e[c].width > e[widest].width))
				widest = c;
		if (widest == SIZE_MAX)
			return;
		e[widest].width--;
	}
}

static struct extent *
measure(struct grid *g, size_t limit)
{
	struct extent *e = mem_zalloc(g->columns + 1, sizeof *e);

	for (size_t c = 0; c < g->columns; c++) {
		g->column[c].name = shown(&g->text, g->column[c].name);
		e[c].title = width_of(g->column[c].name);
	}
	for (size_t r = 0; r < g->rows; r++)
		for (size_t c = 0; c < g->columns; c++) {
			struct str *cell = &grid_row(g, r)[c];
			*cell = shown(&g->text, *cell);
			widen(&e[c], &g->column[c], *cell);
		}
	for (size_t c = 0; c < g->columns; c++) {
		size_t body = e[c].whole + e[c].after;
		e[c].width = body > e[c].title ? body : e[c].title;
	}
	if (limit > 0 && g->columns > 0)
		fit(g, e, limit);
	return e;
}

static void
pad(struct buf *line, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_add_byte(line, ' ');
}

/* Appends a cell in `width` cells, or its beginning and an ellipsis; `after` are left free. */
static void
add_cell(struct buf *line, struct str s, size_t width, bool right, size_t after)
{
	size_t cells = width_of(s);
	bool cut = cells > width;

	if (cut) {
		s = width_cut(s, width - 1);
		cells = width_of(s) + 1;
	}
	if (cells + after > width)
		after = width - cells;
	pad(line, right ? width - cells - after : 0);
	buf_add(line, s);
	if (cut)
		buf_add(line, str_of("\u2026"));
	pad(line, right ? after : width - cells);
}

/* Writes a line of cells; without blanks at its end. Without `cell`, the names. */
static void
write_row(const struct grid *g, const struct extent *e, const struct str *cell, struct buf *line)
{
	for (size_t c = 0; c < g->columns; c++) {
		struct str text = cell != NULL ? cell[c] : g->column[c].name;
		size_t after = cell != NULL ? e[c].after - after_point(&g->column[c], text) : 0;
		pad(line, c > 0 ? GAP : 0);
		add_cell(line, text, e[c].width, g->column[c].numeric, after);
	}
	while (line->n > 0 && line->p[line->n - 1] == ' ')
		line->n--;
	output_line(line);
}

void
output_text(struct grid *g, const struct look *look)
{
	struct extent *e = measure(g, look->width);
	struct buf line = { 0 };

	if (!look->headerless)
		write_row(g, e, NULL, &line);
	for (size_t r = 0; r < g->rows; r++)
		write_row(g, e, grid_row(g, r), &line);
	buf_free(&line);
	free(e);
}
