#include "decode.h"

#include "cell.h"
#include "code-cell.h"
#include "decode-detail.h"
#include "decode-numbers.h"
#include "layout-table.h"
#include "trade/hs.h"

/* The party that a cell names; without a code system, an unknown one stays as it is. Else null. */
static const struct party *
read_party(struct decoder *d, struct memo *memo, enum code_system system, struct str cell)
{
	struct str text;
	unsigned until;

	if (!cell_code(cell, &d->text, &text) || text.n == 0)
		return NULL;
	text = cell_without_fraction(text);
	const struct country *c = country_of_source(system, text, &until);
	if (c == NULL && (system != CODES_ANY || cell_is_missing(text)))
		return NULL;
	const struct party *p = codebook_party(d->book, c != NULL ? c->code : text, c, until);
	memo_note(memo, cell, p);
	return p;
}

static inline const struct party *
find_party(struct decoder *d, struct memo *memo, enum code_system system, struct str cell)
{
	const struct party *p = memo_find(memo, cell);

	return p != NULL ? p : read_party(d, memo, system, cell);
}

static const char *
bad_party(
    struct decoder *d, const char *side, enum code_system system, struct str cell, struct buf *why)
{
	struct str text = str_trim(cell);

	if (!cell_text(text, &d->text, &text))
		return cell_complaint(why, side, str_trim(cell), "not valid text");
	if (system == CODES_ANY)
		return cell_complaint(why, side, text, "a missing value");
	return cell_complaint(why, side, text, code_system_complaint(system));
}

static const char *
decode_sides(struct decoder *d, const struct cells *c, struct row_head *head, struct buf *why)
{
	struct str reporter = c->cell[ROLE_REPORTER], partner = c->cell[ROLE_PARTNER];

	head->reporter = find_party(d, &d->reporters, d->means.reporters, reporter);
	if (head->reporter == NULL)
		return bad_party(d, "reporter", d->means.reporters, reporter, why);
	head->partner = find_party(d, &d->partners, d->means.partners, partner);
	if (head->partner == NULL)
		return bad_party(d, "partner", d->means.partners, partner, why);
	row_head_set_flags(head);
	head->flags |= d->flags;
	return NULL;
}

/* "2023" and "3" as "202303", held in `to`; the period alone if it is no year or has no month. */
static struct str
with_month(struct decoder *d, struct str cell, struct str month, char to[6])
{
	struct str text;

	if (!cell_code(month, &d->text, &text))
		return cell;
	text = cell_without_fraction(text);
	cell = cell_without_fraction(str_trim(cell));
	if (cell.n != 4 || text.n == 0 || text.n > 2 || !str_digits(text))
		return cell;
	memcpy(to, cell.p, 4);
	to[4] = text.n == 2 ? text.p[0] : '0';
	to[5] = text.p[text.n - 1];
	return (struct str){ to, 6 };
}

static const char *
decode_date(struct decoder *d, const struct cells *c, struct row_head *head, struct buf *why)
{
	struct str cell = c->cell[ROLE_PERIOD], text;
	struct period period;
	char digits[6], both[6];

	if (c->cell[ROLE_MONTH].n > 0)
		cell = with_month(d, cell, c->cell[ROLE_MONTH], both);
	head->date = memo_find(&d->dates, cell);
	if (head->date != NULL)
		return NULL;
	if (!cell_code(cell, &d->text, &text) ||
	    !period_parse(text = cell_period(text, digits), &period))
		return cell_complaint(why, "period", str_trim(cell), "not YYYY or YYYYMM");
	head->date = codebook_date(d->book, text, period);
	memo_note(&d->dates, cell, head->date);
	return NULL;
}

/* Looks the flow up in the dictionary, if there is one. Returns null, or what is wrong with it. */
static const char *
translate_flow(const struct decoder *d, struct str *text)
{
	struct str flow = dictionary_find(d->means.flows, *text);

	if (d->means.flows.n > 0 && flow.p == NULL)
		return d->means.mapped ? "not in the dictionary of --map flow=COL(1=M,2=X)"
				       : "not a flow of this layout";
	if (d->means.mapped && flow.p == NULL && str_digits(*text))
		return "a number: say what it means, as in --map 'flow=COL(1=M,2=X)'";
	if (flow.p != NULL)
		*text = flow;
	return NULL;
}

static const char *
decode_flow(struct decoder *d, const struct cells *c, struct row_head *head, struct buf *why)
{
	struct str cell = c->cell[ROLE_FLOW], text;

	/* the old website wrote code 0 and the letter beside it */
	if (c->cell[ROLE_FLOW_ELSE].n > 0 && cell_code(cell, &d->text, &text) &&
	    (cell_is_missing(text) || str_is(cell_without_fraction(text), "0")))
		cell = c->cell[ROLE_FLOW_ELSE];
	head->flow = memo_find(&d->flows, cell);
	if (head->flow != NULL)
		return NULL;
	if (!cell_code(cell, &d->text, &text) || cell_is_missing(text))
		return cell_complaint(why, "flow", str_trim(cell), "not valid text");
	text = cell_without_fraction(text);
	const char *wrong = translate_flow(d, &text);
	if (wrong != NULL)
		return cell_complaint(why, "flow", text, wrong);
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
			  unspecified = { "", false }, other_class = { "", true },
			  kept_class = { "", false };

/* With --class, that classification is kept alone. */
static const struct class *
read_class(const struct decoder *d, struct str cell)
{
	int edition = hs_edition(cell);

	if (d->class.n > 0)
		return str_alike(cell, d->class) ? &kept_class : &other_class;
	if (edition >= 0)
		return &editions[edition];
	return cell_is_missing(cell) || str_is(cell, "HS") ? &unspecified : &other_class;
}

static void
decode_class(struct decoder *d, const struct cells *c, struct row_head *head)
{
	struct str cell = c->cell[ROLE_EDITION], type = c->cell[ROLE_TYPE], text;
	const struct class *class = cell.n > 0       ? memo_find(&d->classes, cell)
				    : d->class.n > 0 ? &other_class
						     : &unspecified;

	if (class == NULL) {
		class = cell_code(cell, &d->text, &text) ? read_class(d, text) : &other_class;
		memo_note(&d->classes, cell, class);
	}
	head->is_kept_class = class == &kept_class;
	head->edition = head->is_kept_class         ? d->class
			: class->edition[0] != '\0' ? (struct str){ class->edition, 2 }
						    : d->edition;
	if (type.n > 1 && cell_code(type, &d->text, &text))
		type = text;
	head->is_other_class = class->is_other || str_is(type, "S");
	bool known = head->edition.n == 2 && !head->is_kept_class && !head->is_other_class;
	head->edition_bit = known ? 1u << (head->edition.p[1] - '0') : 0;
}

/* Returns null, or what is wrong with the cell. */
static const char *
read_code(struct decoder *d, struct str cell, struct row *row)
{
	char code[HS_MAX + 1];
	struct str text;
	bool padded = false;

	if (!cell_code(cell, &d->text, &text))
		return "not valid text";
	if (d->means.section_digits)
		text = cell_without_section(text);
	/* guard G7 drops codes of other classifications, whatever they look like */
	if (row->head->is_other_class || row->head->is_kept_class) {
		row->commodity = codebook_commodity(d->book, text);
		row->commodity_number = row->commodity->number;
		return text.n > 0 ? NULL : "empty";
	}
	const char *wrong = cell_hs(text, code, &padded);
	if (wrong != NULL)
		return wrong;
	bool odd = strlen(code) % 2 == 1 && str_digits(str_of(code));
	unsigned notes = (padded ? NOTE_PADDED : 0) | (odd ? NOTE_ODD_CODE : 0);
	row->commodity = codebook_commodity(d->book, str_of(code));
	row->commodity_number = row->commodity->number;
	row->notes |= notes;
	memo_note_numbers(&d->commodities, cell, row->commodity, row->commodity_number, notes);
	return NULL;
}

/* Sets the commodity from the cache. */
static inline void
set_commodity(struct row *row, const struct memo_slot *known)
{
	row->commodity = known->what;
	row->commodity_number = known->number;
	row->notes |= known->notes;
}

static const char *
decode_commodity(struct decoder *d, const struct cells *c, struct row *row, struct buf *why)
{
	struct str cell = c->cell[ROLE_HS];
	const struct memo_slot *known = row->head->is_other_class || row->head->is_kept_class
					    ? NULL
					    : memo_find_slot(&d->commodities, cell);

	if (known != NULL) {
		set_commodity(row, known);
		return NULL;
	}
	const char *wrong = read_code(d, cell, row);
	return wrong != NULL ? cell_complaint(why, "the commodity code", str_trim(cell), wrong)
			     : NULL;
}

static const char *
decode_numbers(struct decoder *d, const struct cells *c, struct row *row, struct buf *why)
{
	struct str value = str_trim(c->cell[ROLE_VALUE]), weight = str_trim(c->cell[ROLE_NET_KG]);

	if (d->has_odd_numbers)
		return decode_odd_numbers(d, c, row, why);
	enum dec_result r = read_number(d, value, d->means.value_shift, &row->value);
	if (r != DEC_OK)
		return cell_complaint(why, "the value", value, dec_complaint(r));
	row->has_net_kg = !cell_is_missing(weight);
	if (row->has_net_kg) {
		r = read_number(d, weight, d->means.kg_shift, &row->net_kg);
		if (r != DEC_OK)
			return cell_complaint(why, "the net weight", weight, dec_complaint(r));
	}
	row_drop_zero_weight(row);
	return NULL;
}

bool
decode_fast(struct decoder *d, struct str hs, struct str value, struct str weight, struct row *row)
{
	const struct memo_slot *known;

	memo_expect(&d->commodities, hs); /* the only large cache */
	if (!amount_read_quickly(&row->value, value, d->means.value_shift))
		return false;
	weight = amount_trim(weight);
	row->has_net_kg = !cell_is_missing(weight);
	if (row->has_net_kg && !amount_read_quickly(&row->net_kg, weight, d->means.kg_shift))
		return false;
	row_drop_zero_weight(row);
	if ((known = memo_find_slot(&d->commodities, hs)) == NULL)
		return false;
	row->notes = 0;
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
	struct str legacy = cell_without_fraction(str_trim(c->cell[ROLE_LEGACY_FLAG]));
	struct str letters = str_trim(c->cell[ROLE_FLAGS]);
	unsigned own;

	if (!flags_parse(letters, &own) && !cell_is_missing(letters))
		return cell_complaint(
		    why, "flags", letters, "not made of the letters d, e, f, m, n, p, r, s, x");
	/* n and s follow from the codes; row_head_set_flags() set them */
	row->flags |= own & ~(unsigned)FLAGS_OF_PARTNER;
	/* legacy: 2 means an estimated quantity, 4 an estimated net weight, 6 both */
	if (row->has_net_kg && (is_true(cell_without_fraction(str_trim(c->cell[ROLE_ESTIMATED]))) ||
				   str_is(legacy, "4") || str_is(legacy, "6")))
		row->flags |= FLAG_ESTIMATED;
	return NULL;
}

const char *
decode_head(struct decoder *d, const struct cells *c, struct row_head *head, struct buf *why)
{
	const char *wrong;

	if ((wrong = decode_date(d, c, head, why)) != NULL ||
	    (wrong = decode_flow(d, c, head, why)) != NULL ||
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
	return wrong == NULL && cells_have_detail(c) ? decode_detail(d, c, row, why) : wrong;
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
decode_begin(struct decoder *d, const struct binding *b, bool semicolons, bool may_overread)
{
	const unsigned more = ROLE_BIT(ROLE_FLAGS) | ROLE_BIT(ROLE_ESTIMATED) |
			      ROLE_BIT(ROLE_LEGACY_FLAG) | ROLE_BIT(ROLE_PARTNER2) |
			      ROLE_BIT(ROLE_CUSTOMS) | ROLE_BIT(ROLE_MODE) |
			      ROLE_BIT(ROLE_TRANSPORT) | ROLE_BIT(ROLE_MEASURE) |
			      ROLE_BIT(ROLE_UNIT) | ROLE_BIT(ROLE_OTHER_VALUE);

	forget(d);
	d->means = b->means;
	d->two_values = b->at[ROLE_OTHER_VALUE] >= 0;
	d->asks_points = semicolons && !d->means.scaled;
	d->has_odd_numbers =
	    d->two_values || d->asks_points || d->means.measures.n > 0 || d->means.units.n > 0;
	d->has_details = d->has_odd_numbers || binding_has(b, more);
	d->flags = b->layout->both_sides ? FLAG_RECONCILED : 0;
	d->may_overread = may_overread;
	d->total = codebook_total(d->book);
}

void
decoder_free(struct decoder *d)
{
	forget(d);
	buf_free(&d->text);
	for (size_t i = 0; i < sizeof d->breakdown / sizeof *d->breakdown; i++)
		buf_free(&d->breakdown[i]);
}
