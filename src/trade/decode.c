#include "decode.h"

#include "hs.h"

/* How a source writes that there is nothing. */
static bool
is_missing(struct str s)
{
	if (s.n == 0 || s.n > 4 || is_digit(s.p[0]))
		return s.n == 0;
	return str_is(s, "NA") || str_is(s, "N/A") || str_is(s, "null") || str_is(s, "NULL");
}

/* Bytes of the UTF-8 character at s.p[i], 0 if it is none; 1 for ASCII. */
static size_t
utf8_length(struct str s, size_t i)
{
	unsigned char c = (unsigned char)s.p[i];
	size_t n = c < 0x80                ? 1
		   : c >= 0xc2 && c < 0xe0 ? 2
		   : (c & 0xf0) == 0xe0    ? 3
		   : c >= 0xf0 && c < 0xf5 ? 4
					   : 0;

	if (n == 0 || i + n > s.n)
		return 0;
	for (size_t k = 1; k < n; k++)
		if (((unsigned char)s.p[i + k] & 0xc0) != 0x80)
			return 0;
	unsigned char next = n > 1 ? (unsigned char)s.p[i + 1] : 0;
	bool overlong = (c == 0xe0 && next < 0xa0) || (c == 0xf0 && next < 0x90);
	bool beyond = (c == 0xed && next > 0x9f) || (c == 0xf4 && next > 0x8f);
	return overlong || beyond ? 0 : n;
}

static bool
is_utf8(struct str s)
{
	for (size_t i = 0, n; i < s.n; i += n)
		if ((n = utf8_length(s, i)) == 0)
			return false;
	return true;
}

/* No control characters. */
static bool
is_plain_text(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
			return false;
	return true;
}

bool
decode_text(struct str s, struct buf *room, struct str *out)
{
	*out = s;
	if (!is_plain_text(s))
		return false;
	if (is_utf8(s))
		return true;
	room->n = 0;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c >= 0x80 && c < 0xa0)
			return false; /* ISO-8859-1 has no letters there */
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

static const char *
complain(struct buf *why, const char *what, struct str cell, const char *wrong)
{
	why->n = 0;
	if (cell.n == 0)
		buf_printf(why, "%s is empty", what);
	else
		buf_printf(why, "%s is \"%.*s\", %s", what, STR_ARG(cell), wrong);
	return buf_text(why);
}

/* The code of a reporter or partner; one that the table does not know passes as it is. */
static const char *
decode_country(struct decoder *d, struct str cell, const char *what, struct buf *room,
    struct row *row, struct str *code, const struct country **country, struct buf *why)
{
	bool current;

	if (cell.n == 0 || !decode_text(cell, room, &cell))
		return complain(why, what, cell, "no text");
	*country = country_find(cell, &current);
	if (*country == NULL) {
		*code = cell;
		d->counts.unknown_rows++;
		keytab_add(&d->counts.unknown, cell, NULL);
		return NULL;
	}
	*code = (*country)->code;
	if (!current)
		row->flags |= FLAG_PREDECESSOR;
	return NULL;
}

static const char *
decode_sides(struct decoder *d, const struct cells *c, struct row *row, struct buf *why)
{
	const char *wrong = decode_country(d, c->cell[ROLE_REPORTER], "reporter", &d->text[0], row,
	    &row->reporter, &row->reporter_country, why);

	if (wrong == NULL)
		wrong = decode_country(d, c->cell[ROLE_PARTNER], "partner", &d->text[1], row,
		    &row->partner, &row->partner_country, why);
	if (wrong == NULL)
		row_set_sides(row);
	return wrong;
}

static const char *
decode_flow(struct decoder *d, struct str cell, struct row *row, struct buf *why)
{
	if (cell.n == 0 || !decode_text(cell, &d->text[2], &cell))
		return complain(why, "flow", cell, "no text");
	row->kind = flow_find(cell);
	row->flow = row->kind != NULL ? str_of(row->kind->code) : cell;
	return NULL;
}

/* Classification and code. Codes of others than the HS are not looked into: guard G7 drops them. */
static const char *
decode_commodity(struct decoder *d, const struct cells *c, struct row *row, struct buf *why)
{
	struct str class = c->cell[ROLE_EDITION], code = c->cell[ROLE_HS];

	row->edition = d->edition;
	row->is_other_class = str_is(c->cell[ROLE_TYPE], "S");
	if (hs_edition_parse(class, d->own_edition))
		row->edition = str_of(d->own_edition);
	else if (!is_missing(class) && !str_is(class, "HS"))
		row->is_other_class = true;
	if (hs_parse(code, d->hs)) {
		row->hs = str_of(d->hs);
	} else if (row->is_other_class && decode_text(code, &d->text[3], &code)) {
		row->hs = code;
		return NULL;
	} else {
		return complain(why, "the commodity code", code, "no code of the HS");
	}
	if (!row->is_other_class && row->hs.n % 2 == 1 && str_digits(row->hs)) {
		if (d->counts.odd_codes++ == 0)
			memcpy(d->counts.odd_code, d->hs, sizeof d->hs);
	}
	return NULL;
}

static const char *
decode_numbers(const struct cells *c, struct row *row, struct buf *why)
{
	struct str value = c->cell[ROLE_VALUE], weight = c->cell[ROLE_NET_KG];
	enum dec_result r = dec_parse(value, &row->value);

	if (r != DEC_OK)
		return complain(why, "the value", value, dec_complaint(r));
	row->has_net_kg = !is_missing(weight);
	if (row->has_net_kg) {
		r = dec_parse(weight, &row->net_kg);
		if (r != DEC_OK)
			return complain(why, "the net weight", weight, dec_complaint(r));
	}
	if (!dec_scale(&row->value, c->scale) ||
	    (row->has_net_kg && !dec_scale(&row->net_kg, c->scale)))
		return complain(why, "the value or weight", value, "beyond any trade");
	/* Comtrade writes a weight it does not have as 0, too */
	if (row->has_net_kg && row->net_kg == 0 && row->value != 0)
		row->has_net_kg = false;
	return NULL;
}

static bool
is_true(struct str s)
{
	return str_is(s, "1") || (s.n == 4 && lower(s.p[0]) == 't' && lower(s.p[1]) == 'r' &&
				     lower(s.p[2]) == 'u' && lower(s.p[3]) == 'e');
}

static const char *
decode_flags(const struct cells *c, struct row *row, struct buf *why)
{
	struct str legacy = c->cell[ROLE_LEGACY_FLAG], letters = c->cell[ROLE_FLAGS];
	unsigned own;

	if (!row_flags_parse(letters, &own))
		return complain(why, "flags", letters, "not letters of d, e, m, n, p, s");
	/* n and s follow from the codes, and were set with them */
	row->flags |= own & ~(unsigned)(FLAG_NO_COUNTRY | FLAG_SELF);
	/* legacy: 2 the quantity is estimated, 4 the net weight, 6 both */
	if (row->has_net_kg &&
	    (is_true(c->cell[ROLE_ESTIMATED]) || str_is(legacy, "4") || str_is(legacy, "6")))
		row->flags |= FLAG_ESTIMATED;
	return NULL;
}

/* One breakdown dimension: `none` and other ways to write it mean the total. */
static struct str
dimension(struct row *row, struct str cell, const char *none)
{
	if (is_missing(cell) || str_is(cell, "0") || str_is(cell, none))
		return str_of(none);
	row->is_detail = true;
	return cell;
}

static const char *
decode_detail(const struct cells *c, struct row *row, struct buf *why)
{
	static const enum role roles[] = { ROLE_PARTNER2, ROLE_CUSTOMS, ROLE_MODE, ROLE_TRANSPORT };
	struct str mode = c->cell[ROLE_MODE], partner2 = c->cell[ROLE_PARTNER2];
	const struct country *second = partner2.n > 0 ? country_find(partner2, NULL) : NULL;

	row->is_detail = false;
	if (second != NULL)
		partner2 = second->code;
	row->partner2 = dimension(row, partner2, "W00");
	row->customs = dimension(row, c->cell[ROLE_CUSTOMS], "C00");
	row->mode = dimension(row, str_is(mode, "-1") ? str_of("0") : mode, "0");
	row->transport = dimension(row, c->cell[ROLE_TRANSPORT], "0");
	for (size_t i = 0; row->is_detail && i < sizeof roles / sizeof *roles; i++) {
		struct str cell = c->cell[roles[i]];
		if (!is_plain_text(cell) || !is_utf8(cell))
			return complain(why, "a breakdown code", cell, "no text");
	}
	return NULL;
}

const char *
decode_row(struct decoder *d, const struct cells *c, struct row *row, struct buf *why)
{
	const char *wrong;

	row->flags = 0;
	row->period = c->cell[ROLE_PERIOD];
	if (!period_parse(row->period, &row->when))
		return complain(why, "period", row->period, "not YYYY or YYYYMM");
	if ((wrong = decode_flow(d, c->cell[ROLE_FLOW], row, why)) != NULL ||
	    (wrong = decode_sides(d, c, row, why)) != NULL ||
	    (wrong = decode_commodity(d, c, row, why)) != NULL ||
	    (wrong = decode_numbers(c, row, why)) != NULL ||
	    (wrong = decode_flags(c, row, why)) != NULL)
		return wrong;
	d->counts.padded += c->padded;
	return decode_detail(c, row, why);
}

void
decoder_free(struct decoder *d)
{
	keytab_free(&d->counts.unknown);
	for (size_t i = 0; i < sizeof d->text / sizeof *d->text; i++)
		buf_free(&d->text[i]);
}
