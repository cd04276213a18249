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
	const struct country *partner = row->partner->country;

	row->flags &= ~(unsigned)(FLAG_NO_COUNTRY | FLAG_SELF);
	if (partner != NULL && partner->kind == KIND_NES)
		row->flags |= FLAG_NO_COUNTRY;
	if (row->reporter->number == row->partner->number)
		row->flags |= FLAG_SELF;
}

bool
row_mirror(struct row *row)
{
	const struct party *reporter = row->reporter;

	if (row->flow->mirror == NULL)
		return false;
	row->flow = row->flow->mirror;
	row->reporter = row->partner;
	row->partner = reporter;
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

/* A code out of a table or one that was checked holds nothing that wants quotes. */
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

	csvout_raw(row->date->text);
	write_code(row->flow->code, row->flow->number < FLOWS);
	write_code(row->reporter->code, row->reporter->country != NULL);
	write_code(row->partner->code, row->partner->country != NULL);
	csvout_raw(row->edition);
	write_code(row->commodity->code, !row->is_other_class);
	csvout_dec(row->value);
	if (row->has_net_kg)
		csvout_dec(row->net_kg);
	else
		csvout_raw((struct str){ "", 0 });
	csvout_raw(row_flags_text(row->flags, flags));
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
