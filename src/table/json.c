#include "lib/utf8.h"
#include "output.h"

/* Appends a string of JSON. A byte that is not UTF-8 becomes its text \xe9. */
static void
add_string(struct buf *line, struct str s)
{
	buf_add_byte(line, '"');
	for (size_t i = 0; i < s.n;) {
		unsigned char c = (unsigned char)s.p[i];
		size_t n = utf8_length(s, i);
		if (n == 0)
			buf_printf(line, "\\\\x%02x", c);
		else if (c < 0x20 || c == 0x7f)
			buf_printf(line, "\\u%04x", c);
		else if (c == '"' || c == '\\')
			buf_printf(line, "\\%c", c);
		else
			buf_add(line, (struct str){ s.p + i, n });
		i += n > 0 ? n : 1;
	}
	buf_add_byte(line, '"');
}

static size_t
digits_from(struct str s, size_t i)
{
	size_t n = 0;

	while (i + n < s.n && is_digit(s.p[i + n]))
		n++;
	return n;
}

/* Is it a number by the grammar of JSON (RFC 8259)? It has no leading zeros (grid.c). */
static bool
is_json_number(struct str s)
{
	size_t i = s.n > 0 && s.p[0] == '-', n = digits_from(s, i);

	if (n == 0)
		return false;
	i += n;
	if (i < s.n && s.p[i] == '.') {
		n = digits_from(s, i + 1);
		if (n == 0)
			return false;
		i += 1 + n;
	}
	if (i < s.n && lower(s.p[i]) == 'e') {
		i++;
		i += i < s.n && (s.p[i] == '+' || s.p[i] == '-');
		n = digits_from(s, i);
		if (n == 0)
			return false;
		i += n;
	}
	return i == s.n;
}

/* Appends a number with the digits that it has; one such as +.5 in another notation. */
static void
add_number(struct buf *line, struct str s)
{
	char text[DEC_TEXT];
	dec x;

	if (s.n == 0)
		buf_add(line, str_of("null"));
	else if (is_json_number(s) || dec_parse(s, &x) != DEC_OK)
		buf_add(line, s);
	else
		buf_add(line, (struct str){ text, dec_print(text, x) });
}

void
output_json(struct grid *g, const struct look *look)
{
	struct buf line = { 0 };

	(void)look;
	buf_add(&line, str_of("["));
	output_line(&line);
	for (size_t r = 0; r < g->rows; r++) {
		for (size_t c = 0; c < g->columns; c++) {
			struct str cell = grid_row(g, r)[c];
			buf_add(&line, str_of(c > 0 ? ", " : "  {"));
			add_string(&line, g->column[c].name);
			buf_add(&line, str_of(": "));
			if (g->column[c].numeric)
				add_number(&line, cell);
			else
				add_string(&line, cell);
		}
		buf_add(&line, str_of(r + 1 < g->rows ? "}," : "}"));
		output_line(&line);
	}
	buf_add(&line, str_of("]"));
	output_line(&line);
	buf_free(&line);
}
