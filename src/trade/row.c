#include "row.h"

#include "lib/csvout.h"

static const char letters[] = "demnps"; /* by bit of enum row_flag */

struct str
row_flags_text(unsigned flags, char to[8])
{
	size_t n = 0;

	for (size_t i = 0; letters[i] != '\0'; i++)
		if ((flags >> i & 1) != 0)
			to[n++] = letters[i];
	return (struct str){ to, n };
}

bool
row_flags_parse(struct str s, unsigned *flags)
{
	*flags = 0;
	for (size_t i = 0; i < s.n; i++) {
		const char *at = s.p[i] != '\0' ? strchr(letters, s.p[i]) : NULL;
		if (at == NULL)
			return false;
		*flags |= 1u << (at - letters);
	}
	return true;
}

void
row_set_sides(struct row *row)
{
	row->flags &= ~(unsigned)(FLAG_NO_COUNTRY | FLAG_SELF);
	if (row->partner_country != NULL && row->partner_country->kind == KIND_NES)
		row->flags |= FLAG_NO_COUNTRY;
	if (str_eq(row->reporter, row->partner))
		row->flags |= FLAG_SELF;
}

bool
row_mirror(struct row *row)
{
	struct str reporter = row->reporter;
	const struct country *country = row->reporter_country;

	if (row->kind == NULL || row->kind->mirror == NULL)
		return false;
	row->flow = str_of(row->kind->mirror);
	row->kind = flow_find(row->flow);
	row->reporter = row->partner;
	row->reporter_country = row->partner_country;
	row->partner = reporter;
	row->partner_country = country;
	row->flags |= FLAG_MIRRORED;
	row_set_sides(row);
	return true;
}

void
row_write_header(bool detail, const struct str *kept, size_t n)
{
	csvout_raw(str_of("period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags"));
	if (detail)
		csvout_raw(str_of("partner2,customs,mode,transport"));
	for (size_t i = 0; i < n; i++)
		csvout_field(kept[i]);
	csvout_end_record();
}

static void
write_code(struct str code, bool plain)
{
	if (plain)
		csvout_raw(code);
	else
		csvout_field(code);
}

void
row_write(const struct row *row, bool detail, size_t kept)
{
	char flags[8];

	/* codes that come out of tables or were checked hold nothing that wants quotes */
	csvout_raw(row->period);
	write_code(row->flow, row->kind != NULL);
	write_code(row->reporter, row->reporter_country != NULL);
	write_code(row->partner, row->partner_country != NULL);
	csvout_raw(row->edition);
	write_code(row->hs, !row->is_other_class);
	csvout_dec(row->value);
	if (row->has_net_kg)
		csvout_dec(row->net_kg);
	else
		csvout_field((struct str){ "", 0 });
	csvout_raw(row_flags_text(row->flags, flags));
	if (detail) {
		csvout_field(row->partner2);
		csvout_field(row->customs);
		csvout_field(row->mode);
		csvout_field(row->transport);
	}
	for (size_t i = 0; i < kept; i++)
		csvout_field(row->kept[i]);
	csvout_end_record();
}
