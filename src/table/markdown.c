#include "output.h"

/* Appends a cell with what Markdown obeys escaped. */
static void
add_cell(struct buf *line, struct str s)
{
	struct buf text = { 0 };

	output_visible(&text, s);
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		if (c == '<')
			buf_add(line, str_of("&lt;"));
		else if (c == '&')
			buf_add(line, str_of("&amp;"));
		else {
			if (strchr("\\|*_`[]~", c) != NULL)
				buf_add_byte(line, '\\');
			buf_add_byte(line, c);
		}
	}
	buf_free(&text);
}

void
output_markdown(struct grid *g, const struct look *look)
{
	struct buf line = { 0 };

	(void)look;
	for (size_t c = 0; c < g->columns; c++) {
		buf_add(&line, str_of("| "));
		add_cell(&line, g->column[c].name);
		buf_add_byte(&line, ' ');
	}
	buf_add_byte(&line, '|');
	output_line(&line);
	for (size_t c = 0; c < g->columns; c++)
		buf_add(&line, str_of(g->column[c].numeric ? "| ---: " : "| --- "));
	buf_add_byte(&line, '|');
	output_line(&line);
	for (size_t r = 0; r < g->rows; r++) {
		for (size_t c = 0; c < g->columns; c++) {
			buf_add(&line, str_of("| "));
			add_cell(&line, grid_row(g, r)[c]);
			buf_add_byte(&line, ' ');
		}
		buf_add_byte(&line, '|');
		output_line(&line);
	}
	buf_free(&line);
}
