#include "decode.h"

#include "lib/num/amount-quick.h"
#include "lib/visible.h"
#include "trade/hs.h"

/* Is the cell one of the ways to write a missing value? */
static inline bool
is_missing(struct str s)
{
	if (s.n == 0 || s.n > 4 || is_digit(s.p[0]))
		return s.n == 0;
	return str_is(s, "NA") || str_is(s, "N/A") || str_is(s, "null") || str_is(s, "NULL");
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
decode_text(struct str s, struct buf *room, struct str *out)
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

static const char *
bad_cell(struct buf *why, const char *what, struct str cell, const char *wrong)
{
	why->n = 0;
	if (cell.n == 0)
		buf_printf(why, "%s is empty", what);
	else
		buf_printf(why, "%s is \"%.*s\", %s", what, STR_ARG(cell), wrong);
	return buf_text(why);
}

/* The party that a cell names; an unknown code or name stays as it is. Null if it is not text. */
static const struct party *
read_party(struct decoder *d, struct memo *memo, struct str cell)
{
	struct str text;
	bool current;

	if (str_trim(cell).n == 0 || !decode_text(str_trim(cell), &d->text, &text))
		return NULL;
	const struct country *c = country_find(text, &current);
	const struct party *p =
	    codebook_party(d->book, c != NULL ? c->code : text, c, c != NULL && !current);
	memo_note(memo, cell, p);
	return p;
}

static inline const struct party *
find_party(struct decoder *d, struct memo *memo, struct str cell)
{
	const struct party *p = memo_find(memo, cell);

	return p != NULL ? p : read_party(d, memo, cell);
}

static const char *
decode_sides(struct decoder *d, const struct cells *c, struct row_head *head, struct buf *why)
{
	head->reporter = find_party(d, &d->reporters, c->cell[ROLE_REPORTER]);
	if (head->reporter == NULL)
		return bad_cell(
		    why, "reporter", str_trim(c->cell[ROLE_REPORTER]), "not valid text");
	head->partner = find_party(d, &d->partners, c->cell[ROLE_PARTNER]);
	if (head->partner == NULL)
		return bad_cell(why, "partner", str_trim(c->cell[ROLE_PARTNER]), "not valid text");
	row_head_set_flags(head);
	return NULL;
}

static const char *
decode_date(struct decoder *d, struct str cell, struct row_head *head, struct buf *why)
{
	struct period period;

	head->date = memo_find(&d->dates, cell);
	if (head->date != NULL)
		return NULL;
	struct str text = str_trim(cell);
	if (!period_parse(text, &period))
		return bad_cell(why, "period", text, "not YYYY or YYYYMM");
	head->date = codebook_date(d->book, text, period);
	memo_note(&d->dates, cell, head->date);
	return NULL;
}

static const char *
decode_flow(struct decoder *d, struct str cell, struct row_head *head, struct buf *why)
{
	struct str text;

	head->flow = memo_find(&d->flows, cell);
	if (head->flow != NULL)
		return NULL;
	if (str_trim(cell).n == 0 || !decode_text(str_trim(cell), &d->text, &text))
		return bad_cell(why, "flow", str_trim(cell), "not valid text");
	head->flow = codebook_flow(d->book, text);
	memo_note(&d->flows, cell, head->flow);
	return NULL;
}

/* The meaning of a classification cell. */
struct class
{
	char edition[3]; /* "" if the cell has none */
	bool is_other;   /* a classification other than the HS */
};

/* Static, because rows that point to an edition may outlive the decoder. */
static const struct class editions[] = { { "H0", false }, { "H1", false }, { "H2", false },
	{ "H3", false }, { "H4", false }, { "H5", false }, { "H6", false }, { "H7", false },
	{ "H8", false }, { "H9", false } },
			  unspecified = { "", false }, other_class = { "", true };

static const struct class *
read_class(struct str cell)
{
	int edition = hs_edition(cell);

	if (edition >= 0)
		return &editions[edition];
	return is_missing(cell) || str_is(cell, "HS") ? &unspecified : &other_class;
}

static void
decode_class(struct decoder *d, const struct cells *c, struct row_head *head)
{
	struct str cell = c->cell[ROLE_EDITION];
	const struct class *class = cell.n > 0 ? memo_find(&d->classes, cell) : &unspecified;

	if (class == NULL) {
		class = read_class(str_trim(cell));
		memo_note(&d->classes, cell, class);
	}
	head->edition = class->edition[0] != '\0' ? (struct str){ class->edition, 2 } : d->edition;
	head->is_other_class = class->is_other || (c->cell[ROLE_TYPE].n > 0 &&
						      str_is(str_trim(c->cell[ROLE_TYPE]), "S"));
}

/* False if the cell is not an HS code. */
static bool
read_code(struct decoder *d, struct str cell, struct row *row)
{
	char text[HS_MAX + 1];
	struct str trimmed = str_trim(cell), code = { text, 0 };
	bool padded = false;

	if (d->layout->loses_zeros ? !hs_parse_number(trimmed, text, &padded)
				   : !hs_parse(trimmed, text))
		return false;
	code.n = strlen(text);
	bool odd = code.n % 2 == 1 && str_digits(code);
	unsigned notes = (padded ? NOTE_PADDED : 0) | (odd ? NOTE_ODD_CODE : 0);
	row->commodity = codebook_commodity(d->book, code);
	row->commodity_number = row->commodity->number;
	row->notes = notes;
	memo_note_numbers(&d->commodities, cell, row->commodity, row->commodity_number, notes);
	return true;
}

/* Sets the commodity from the cache. */
static inline void
set_commodity(struct row *row, const struct memo_slot *known)
{
	row->commodity = known->what;
	row->commodity_number = known->number;
	row->notes = known->notes;
}

static const char *
decode_commodity(struct decoder *d, const struct cells *c, struct row *row, struct buf *why)
{
	struct str cell = c->cell[ROLE_HS], text;
	const struct memo_slot *known = memo_find_slot(&d->commodities, cell);

	if (known != NULL) {
		set_commodity(row, known);
		return NULL;
	}
	if (read_code(d, cell, row))
		return NULL;
	/* guard G7 drops codes of other classifications, whatever they look like */
	if (!row->head->is_other_class || !decode_text(str_trim(cell), &d->text, &text))
		return bad_cell(why, "the commodity code", str_trim(cell), "not an HS code");
	row->commodity = codebook_commodity(d->book, text);
	row->commodity_number = row->commodity->number;
	return NULL;
}

static inline enum dec_result
read_number(const struct decoder *d, struct str cell, struct amount *out)
{
	return d->may_overread && amount_read_quickly(out, cell, d->shift)
		   ? DEC_OK
		   : amount_read(out, cell, d->shift);
}

/* Comtrade also writes a missing weight as 0. */
static inline void
drop_zero_weight(struct row *row)
{
	if (row->has_net_kg && amount_is_zero(&row->net_kg) && !amount_is_zero(&row->value))
		row->has_net_kg = false;
}

static const char *
decode_numbers(const struct decoder *d, const struct cells *c, struct row *row, struct buf *why)
{
	struct str value = str_trim(c->cell[ROLE_VALUE]), weight = str_trim(c->cell[ROLE_NET_KG]);
	enum dec_result r = read_number(d, value, &row->value);

	if (r != DEC_OK)
		return bad_cell(why, "the value", value, dec_complaint(r));
	row->has_net_kg = !is_missing(weight);
	if (row->has_net_kg) {
		r = read_number(d, weight, &row->net_kg);
		if (r != DEC_OK)
			return bad_cell(why, "the net weight", weight, dec_complaint(r));
	}
	drop_zero_weight(row);
	return NULL;
}

bool
decode_fast(struct decoder *d, struct str hs, struct str value, struct str weight, struct row *row)
{
	const struct memo_slot *known;

	memo_expect(&d->commodities, hs); /* the only large cache */
	if (!amount_read_quickly(&row->value, value, d->shift))
		return false;
	weight = amount_trim(weight);
	row->has_net_kg = !is_missing(weight);
	if (row->has_net_kg && !amount_read_quickly(&row->net_kg, weight, d->shift))
		return false;
	drop_zero_weight(row);
	if ((known = memo_find_slot(&d->commodities, hs)) == NULL)
		return false;
	set_commodity(row, known);
	row->flags = row->head->flags;
	row->detail = d->total;
	return true;
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
	struct str legacy = str_trim(c->cell[ROLE_LEGACY_FLAG]);
	struct str letters = str_trim(c->cell[ROLE_FLAGS]);
	unsigned own;

	if (!flags_parse(letters, &own))
		return bad_cell(
		    why, "flags", letters, "not made of the letters d, e, f, m, n, p, r, s, x");
	/* n and s follow from the codes; row_head_set_flags() set them */
	row->flags |= own & ~(unsigned)FLAGS_OF_PARTNER;
	/* legacy: 2 means an estimated quantity, 4 an estimated net weight, 6 both */
	if (row->has_net_kg && (is_true(str_trim(c->cell[ROLE_ESTIMATED])) || str_is(legacy, "4") ||
				   str_is(legacy, "6")))
		row->flags |= FLAG_ESTIMATED;
	return NULL;
}

/* One breakdown dimension; `total` replaces all other ways to write the total. */
static struct str
dimension(struct str cell, const char *total)
{
	bool is_total = is_missing(cell) || str_is(cell, "0") || str_is(cell, total);

	return is_total ? str_of(total) : cell;
}

/* The breakdown that the cells describe; not interned yet. */
static struct detail
read_detail(struct decoder *d, const struct cells *c)
{
	struct str mode = str_trim(c->cell[ROLE_MODE]);
	struct str partner2 = str_trim(c->cell[ROLE_PARTNER2]);
	const struct party *known = memo_find(&d->partners, partner2);
	const struct country *second = known != NULL    ? known->country
				       : partner2.n > 0 ? country_find(partner2, NULL)
							: NULL;

	if (second != NULL)
		partner2 = second->code;
	return (struct detail){
		.partner2 = dimension(partner2, "W00"),
		.customs = dimension(str_trim(c->cell[ROLE_CUSTOMS]), "C00"),
		.mode = dimension(str_is(mode, "-1") ? str_of("0") : mode, "0"),
		.transport = dimension(str_trim(c->cell[ROLE_TRANSPORT]), "0"),
	};
}

/* Is the cell the total, written in one of the ways that nearly all rows use? */
static inline bool
is_total(struct str cell, const char total[4])
{
	return cell.n == 0 || (cell.n == 1 && cell.p[0] == '0') ||
	       (cell.n == 3 && memcmp(cell.p, total, 3) == 0);
}

static const char *
decode_detail(struct decoder *d, const struct cells *c, struct row *row, struct buf *why)
{
	static const enum role roles[] = { ROLE_PARTNER2, ROLE_CUSTOMS, ROLE_MODE, ROLE_TRANSPORT };

	if (is_total(c->cell[ROLE_PARTNER2], "W00") && is_total(c->cell[ROLE_CUSTOMS], "C00") &&
	    is_total(c->cell[ROLE_MODE], "0\0\0") && is_total(c->cell[ROLE_TRANSPORT], "0\0\0"))
		return NULL;
	struct detail detail = read_detail(d, c);
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		struct str cell = c->cell[roles[i]];
		if (!has_no_control_characters(cell) || !is_utf8(cell))
			return bad_cell(why, "a breakdown code", cell, "not valid text");
	}
	row->detail = codebook_detail(d->book, detail);
	return NULL;
}

const char *
decode_head(struct decoder *d, const struct cells *c, struct row_head *head, struct buf *why)
{
	const char *wrong;

	if ((wrong = decode_date(d, c->cell[ROLE_PERIOD], head, why)) != NULL ||
	    (wrong = decode_flow(d, c->cell[ROLE_FLOW], head, why)) != NULL ||
	    (wrong = decode_sides(d, c, head, why)) != NULL)
		return wrong;
	decode_class(d, c, head);
	return NULL;
}

const char *
decode_rest(struct decoder *d, const struct cells *c, struct row *row, struct buf *why)
{
	const char *wrong;

	row->flags = row->head->flags;
	row->notes = 0;
	memo_expect(&d->commodities, c->cell[ROLE_HS]); /* the only large cache */
	if ((wrong = decode_numbers(d, c, row, why)) != NULL ||
	    (wrong = decode_commodity(d, c, row, why)) != NULL)
		return wrong;
	row->detail = d->total;
	if (!d->has_details)
		return NULL;
	wrong = decode_flags(c, row, why);
	return wrong != NULL ? wrong : decode_detail(d, c, row, why);
}

static void
forget(struct decoder *d)
{
	struct memo *memos[] = { &d->dates, &d->flows, &d->reporters, &d->partners, &d->commodities,
		&d->classes };

	for (size_t i = 0; i < sizeof memos / sizeof *memos; i++)
		memo_free(memos[i]);
}

void
decode_begin(struct decoder *d, const struct binding *b, bool may_overread)
{
	const unsigned more = ROLE_BIT(ROLE_FLAGS) | ROLE_BIT(ROLE_ESTIMATED) |
			      ROLE_BIT(ROLE_LEGACY_FLAG) | ROLE_BIT(ROLE_PARTNER2) |
			      ROLE_BIT(ROLE_CUSTOMS) | ROLE_BIT(ROLE_MODE) |
			      ROLE_BIT(ROLE_TRANSPORT);

	forget(d);
	d->layout = b->layout;
	d->shift = b->layout->shift;
	d->may_overread = may_overread;
	d->total = codebook_total(d->book);
	d->has_details = binding_has(b, more);
}

void
decoder_free(struct decoder *d)
{
	forget(d);
	buf_free(&d->text);
}
