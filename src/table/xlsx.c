#ifdef XLSX_YES
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <xlsxwriter.h>

#include "lib/csv/csvout.h"
#include "lib/die.h"
#include "lib/io/tempfile.h"
#include "output.h"

enum { EXACT_DIGITS = 15, BIRTH = 315532800 }; /* 1980-01-01, for the same bytes every time */

/* Does a double give this number back with all its digits? Any of 15 significant ones does. */
static bool
is_exact(struct str s)
{
	size_t digits = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (!is_digit(s.p[i]) && strchr("+-.", s.p[i]) == NULL)
			return false;
		digits += is_digit(s.p[i]) && (digits > 0 || s.p[i] != '0');
	}
	return s.n > 0 && digits <= EXACT_DIGITS;
}

/* Writes a cell; false if it is a number that has to be text. */
static bool
write_cell(lxw_worksheet *sheet, size_t row, size_t column, struct str s, bool numeric)
{
	struct buf text = { 0 };
	bool exact = numeric && is_exact(s);

	if (s.n == 0)
		return true;
	output_visible(&text, s);
	lxw_error error = exact ? worksheet_write_number(sheet, (lxw_row_t)row, (lxw_col_t)column,
				      strtod(buf_text(&text), NULL), NULL)
				: worksheet_write_string(sheet, (lxw_row_t)row, (lxw_col_t)column,
				      buf_text(&text), NULL);
	if (error != LXW_NO_ERROR)
		die("a sheet cannot hold row %zu, column %zu: %s", row + 1, column + 1,
		    lxw_strerror(error));
	buf_free(&text);
	return exact || !numeric;
}

static void
fill(lxw_worksheet *sheet, const struct grid *g)
{
	size_t inexact = 0;

	for (size_t c = 0; c < g->columns; c++)
		write_cell(sheet, 0, c, g->column[c].name, false);
	for (size_t r = 0; r < g->rows; r++)
		for (size_t c = 0; c < g->columns; c++)
			inexact +=
			    !write_cell(sheet, r + 1, c, grid_row(g, r)[c], g->column[c].numeric);
	if (inexact > 0)
		warn("numbers of more than %d digits, which a sheet would round, are text: %zu",
		    EXACT_DIGITS, inexact);
}

/* Copies the file to stdout. */
static void
copy(int fd)
{
	struct stat about;

	if (fstat(fd, &about) != 0 || about.st_size == 0)
		die("the workbook could not be written");
	size_t n = (size_t)about.st_size;
	char *bytes = mem_alloc(n, 1);
	tempfile_read(fd, bytes, n, 0);
	csvout_bytes((struct str){ bytes, n });
	free(bytes);
}

void
output_xlsx(struct grid *g, const struct look *look)
{
	lxw_doc_properties properties = { .created = BIRTH };
	char path[32];
	int fd = tempfile_create();

	(void)look;
	snprintf(path, sizeof path, "/dev/fd/%d", fd);
	lxw_workbook *book = workbook_new(path);
	lxw_worksheet *sheet = book != NULL ? workbook_add_worksheet(book, "table") : NULL;
	if (sheet == NULL)
		die("out of memory");
	workbook_set_properties(book, &properties);
	fill(sheet, g);
	lxw_error error = workbook_close(book);
	if (error != LXW_NO_ERROR)
		die("writing the workbook: %s", lxw_strerror(error));
	copy(fd);
	tempfile_close(fd);
}
#else
#include "lib/die.h"
#include "output.h"

void
output_xlsx(struct grid *g, const struct look *look)
{
	(void)g;
	(void)look;
	misuse("this build has no xlsx: install libxlsxwriter-dev and build again, or use --format "
	       "csv");
}
#endif
