#include "cell.h"

#include "lib/utf8.h"

bool
cell_is_other_missing(struct str s)
{
	static const char *const spelling[] = { "NA", "N/A", "#N/A", "<NA>", "nan", "NaN", "NAN",
		"None", "none", "null", "NULL", "Null", "n/a" };

	for (size_t i = 0; i < sizeof spelling / sizeof *spelling; i++)
		if (str_is(s, spelling[i]))
			return true;
	return false;
}

static bool
is_utf8(struct str s)
{
	for (size_t i = 0, n; i < s.n; i += n)
		if ((n = utf8_length(s, i)) == 0)
			return false;
	return true;
}

static bool
has_no_control_characters(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
			return false;
	return true;
}

bool
cell_text(struct str s, struct buf *room, struct str *out)
{
	*out = s;
	if (!has_no_control_characters(s))
		return false;
	if (is_utf8(s))
		return true;
	room->n = 0;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c >= 0x80 && c < 0xa0)
			return false; /* control characters of ISO-8859-1 */
		if (c < 0x80) {
			buf_add_byte(room, s.p[i]);
			continue;
		}
		buf_add_byte(room, (char)(0xc0 | c >> 6));
		buf_add_byte(room, (char)(0x80 | (c & 0x3f)));
	}
	*out = buf_str(room);
	return true;
}

/* Blanks beyond ASCII, and characters of no width. */
static const char *const unseen[] = {
	"\xc2\xa0",     /* U+00A0 no-break space */
	"\xc2\xad",     /* U+00AD soft hyphen */
	"\xe2\x80\x87", /* U+2007 figure space */
	"\xe2\x80\x8b", /* U+200B zero width space, joiners, marks of direction */
	"\xe2\x80\x8c", "\xe2\x80\x8d", "\xe2\x80\x8e", "\xe2\x80\x8f",
	"\xe2\x80\xaf", /* U+202F narrow no-break space */
	"\xe2\x81\xa0", /* U+2060 word joiner */
	"\xe3\x80\x80", /* U+3000 ideographic space */
	"\xef\xbb\xbf", /* U+FEFF byte-order mark */
};

/* The length of the unseen character at the start of `s`; 0 if there is none. */
static size_t
unseen_length(struct str s)
{
	for (size_t i = 0; i < sizeof unseen / sizeof *unseen; i++)
		if (str_begins(s, str_of(unseen[i])))
			return strlen(unseen[i]);
	return 0;
}

/* Moves `s` into `room` with one blank, or nothing, for each unseen character. */
static struct str
without_unseen(struct str s, struct buf *room)
{
	struct buf seen = { 0 };

	while (s.n > 0) {
		size_t n = unseen_length(s);
		if (n == 0)
			buf_add_byte(&seen, s.p[0]);
		else if (str_begins(s, str_of(unseen[0])))
			buf_add_byte(&seen, ' ');
		n += n == 0;
		s = (struct str){ s.p + n, s.n - n };
	}
	buf_free(room);
	*room = seen;
	return buf_str(room);
}

bool
cell_code(struct str s, struct buf *room, struct str *out)
{
	if (str_digits(s)) {
		*out = s;
		return true;
	}
	if (!cell_text(s, room, out))
		return false;
	for (size_t i = 0; i < out->n; i++) {
		if ((unsigned char)out->p[i] < 0x80 ||
		    unseen_length((struct str){ out->p + i, out->n - i }) == 0)
			continue;
		*out = without_unseen(*out, room);
		break;
	}
	*out = str_trim(*out);
	if (out->n > 1 && out->p[0] == '\'')
		*out = str_trim((struct str){ out->p + 1, out->n - 1 });
	return true;
}

struct str
cell_cut_fraction(struct str s)
{
	size_t n = s.n;

	while (n > 0 && s.p[n - 1] == '0')
		n--;
	if (n < 2 || s.p[n - 1] != '.' || !str_digits((struct str){ s.p, n - 1 }))
		return s;
	return (struct str){ s.p, n - 1 };
}

const char *
cell_complaint(struct buf *why, const char *what, struct str cell, const char *wrong)
{
	why->n = 0;
	if (cell.n == 0)
		buf_printf(why, "%s is empty", what);
	else
		buf_printf(why, "%s is \"%.*s\", %s", what, STR_ARG(cell), wrong);
	return buf_text(why);
}
