/*
 * output: writes a grid to stdout: as CSV, aligned text, Markdown, JSON, HTML or a workbook.
 */
#ifndef RELIANCE_TABLE_OUTPUT_H
#define RELIANCE_TABLE_OUTPUT_H

#include "grid.h"

/* How a grid is written. */
struct look {
	bool headerless;
	size_t width; /* cells of a line of text at most; 0: no limit */
};

/* The header line; output_csv() writes it, too, unless `headerless`. */
void output_csv_header(const struct grid *g);

void output_csv(struct grid *g, const struct look *look);
void output_text(struct grid *g, const struct look *look);
void output_markdown(struct grid *g, const struct look *look);
void output_json(struct grid *g, const struct look *look);
void output_html(struct grid *g, const struct look *look);

/* Misuse in a build without libxlsxwriter. Warns of numbers that had to be text. */
void output_xlsx(struct grid *g, const struct look *look);

/* Writes `line` and a line end to stdout, and empties it. */
void output_line(struct buf *line);

/* Appends `s` with its control characters made visible (visible.h). */
void output_visible(struct buf *to, struct str s);

#endif
