#include "output.h"

/* Appends an element with a text. All is UTF-8, since what is not was made visible. */
static void
add_cell(struct buf *line, const char *open, struct str s, const char *close)
{
	struct buf text = { 0 };

	output_visible(&text, s);
	buf_add(line, str_of(open));
	for (size_t i = 0; i < text.n; i++)
		switch (text.p[i]) {
		case '<': buf_add(line, str_of("&lt;")); break;
		case '>': buf_add(line, str_of("&gt;")); break;
		case '&': buf_add(line, str_of("&amp;")); break;
		case '"': buf_add(line, str_of("&quot;")); break;
		default: buf_add_byte(line, text.p[i]);
		}
	buf_add(line, str_of(close));
	buf_free(&text);
}

static void
write_text(struct buf *line, const char *text)
{
	buf_add(line, str_of(text));
	output_line(line);
}

void
output_html(struct grid *g, const struct look *look)
{
	struct buf line = { 0 };

	(void)look;
	write_text(&line, "<!DOCTYPE html>");
	write_text(&line, "<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Table</title>");
	write_text(&line, "<style>th,td{padding:.2em .6em;text-align:left}"
			  "td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}"
			  "</style></head><body>");
	write_text(&line, "<table>");
	buf_add(&line, str_of("<thead><tr>"));
	for (size_t c = 0; c < g->columns; c++)
		add_cell(&line,
		    g->column[c].numeric ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">",
		    g->column[c].name, "</th>");
	write_text(&line, "</tr></thead>");
	write_text(&line, "<tbody>");
	for (size_t r = 0; r < g->rows; r++) {
		buf_add(&line, str_of("<tr>"));
		for (size_t c = 0; c < g->columns; c++)
			add_cell(&line, g->column[c].numeric ? "<td class=\"n\">" : "<td>",
			    grid_row(g, r)[c], "</td>");
		write_text(&line, "</tr>");
	}
	write_text(&line, "</tbody>");
	write_text(&line, "</table></body></html>");
	buf_free(&line);
}
