#include "row.h"

#include "lib/csv/csvout.h"

void
row_head_set_flags(struct row_head *head)
{
	unsigned year = (unsigned)head->date->period.year;

	head->flags = 0;
	if (year <= head->reporter->until || year <= head->partner->until)
		head->flags |= FLAG_PREDECESSOR;
	if (head->partner->kind == KIND_NES)
		head->flags |= FLAG_NO_COUNTRY;
	if (head->reporter->number == head->partner->number)
		head->flags |= FLAG_SELF;
}

bool
row_head_mirror(struct row_head *head)
{
	const struct party *reporter = head->reporter;
	unsigned reconciled = head->flags & FLAG_RECONCILED;

	if (head->flow->mirror == NULL)
		return false;
	head->flow = head->flow->mirror;
	head->reporter = head->partner;
	head->partner = reporter;
	row_head_set_flags(head);
	head->flags |= reconciled | FLAG_MIRRORED;
	return true;
}

void
row_write_header(const char *currency, bool detail, const struct str *kept, size_t n)
{
	char value[] = "value_usd";

	for (size_t i = 0; i < 3; i++)
		value[6 + i] = lower(currency[i]);
	csvout_raw(str_of("period,flow,reporter,partner,edition,hs"));
	csvout_raw(str_of(value));
	csvout_raw(str_of("net_kg,flags"));
	if (detail)
		csvout_raw(str_of("partner2,customs,mode,transport"));
	for (size_t i = 0; i < n; i++)
		csvout_field(kept[i]);
	csvout_end_record();
}

/* Writes a code and a comma; returns the end. */
static inline char *
put_code(char *to, struct str code)
{
	str_put(to, code);
	to[code.n] = ',';
	return to + code.n + 1;
}

void
row_lead_make(struct row_lead *lead, const struct row_head *head)
{
	char *to = lead->text;

	/* codes of our tables, and codes that were parsed, never need quotes */
	lead->n = 0;
	if (head->flow->number >= FLOWS || head->reporter->country == NULL ||
	    head->partner->country == NULL || head->is_other_class || head->is_kept_class)
		return;
	to = put_code(to, head->date->text);
	to = put_code(to, head->flow->code);
	to = put_code(to, head->reporter->code);
	to = put_code(to, head->partner->code);
	to = put_code(to, head->edition);
	lead->n = (size_t)(to - lead->text);
}

/* write_fields() for a head without quotes and an HS code, which is nearly every row. */
static void
write_fast(const struct row *row, const struct row_lead *lead)
{
	enum { ROOM = 128 + 2 * DEC_TEXT };
	char *to = csvout_room(ROOM);

	memcpy(to, lead->text, sizeof lead->text);
	to += lead->n;
	memcpy(to, row->commodity->own, sizeof row->commodity->own);
	to += row->commodity->code.n;
	*to++ = ',';
	to = amount_put(to, &row->value);
	*to++ = ',';
	if (row->has_net_kg)
		to = amount_put(to, &row->net_kg);
	*to++ = ',';
	to = flags_put(to, row->flags);
	csvout_took(to);
}

static void
write_fields(const struct row *row, bool detail, size_t kept)
{
	const struct row_head *head = row->head;
	char flags[FLAGS_TEXT];

	csvout_field(head->date->text);
	csvout_field(head->flow->code);
	csvout_field(head->reporter->code);
	csvout_field(head->partner->code);
	csvout_field(head->edition);
	csvout_field(row->commodity->code);
	csvout_dec(amount_number(&row->value));
	if (row->has_net_kg)
		csvout_dec(amount_number(&row->net_kg));
	else
		csvout_raw((struct str){ "", 0 });
	csvout_raw(flags_text(row->flags, flags));
	if (detail) {
		csvout_field(row->detail->partner2);
		csvout_field(row->detail->customs);
		csvout_field(row->detail->mode);
		csvout_field(row->detail->transport);
	}
	for (size_t i = 0; i < kept; i++)
		csvout_field(row->kept[i]);
	csvout_end_record();
}

void
row_write(const struct row *row, const struct row_lead *lead, bool detail, size_t kept)
{
	if (!detail && kept == 0 && lead->n > 0)
		write_fast(row, lead);
	else
		write_fields(row, detail, kept);
}
