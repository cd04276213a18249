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
	if (row->partner->kind == KIND_NES)
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

/* Can the row's codes be written as they are, and in little room? */
static bool
is_plain(const struct row *row)
{
	/* codes that come out of tables or were checked hold nothing that wants quotes */
	return row->flow->number < FLOWS && row->reporter->country != NULL &&
	       row->partner->country != NULL && !row->is_other_class;
}

/* Writes a code and a comma; returns what is behind them. */
static inline char *
put_code(char *to, struct str code)
{
	if (code.n <= 8) { /* nearly all */
		uint64_t word = str_word(code.p, code.n);
		memcpy(to, &word, 8);
	} else {
		memcpy(to, code.p, code.n);
	}
	to[code.n] = ',';
	return to + code.n + 1;
}

static inline char *
put_number(char *to, bool there, dec x)
{
	if (there)
		to += dec_print(to, x);
	*to = ',';
	return to + 1;
}

/* The usual record; write_fields() is its plain twin. */
static void
write_plain(const struct row *row)
{
	enum { ROOM = 64 + 2 * DEC_TEXT };
	char flags[8], *to = csvout_room(ROOM);

	to = put_code(to, row->date->text);
	to = put_code(to, row->flow->code);
	to = put_code(to, row->reporter->code);
	to = put_code(to, row->partner->code);
	to = put_code(to, row->edition);
	to = put_code(to, row->commodity->code);
	to = put_number(to, true, row->value);
	to = put_number(to, row->has_net_kg, row->net_kg);
	if (row->flags != 0) {
		struct str text = row_flags_text(row->flags, flags);
		memcpy(to, text.p, text.n);
		to += text.n;
	}
	csvout_took(to);
}

static void
write_fields(const struct row *row, bool detail, size_t kept)
{
	char flags[8];

	csvout_field(row->date->text);
	csvout_field(row->flow->code);
	csvout_field(row->reporter->code);
	csvout_field(row->partner->code);
	csvout_field(row->edition);
	csvout_field(row->commodity->code);
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

void
row_write(const struct row *row, bool detail, size_t kept)
{
	if (!detail && kept == 0 && is_plain(row))
		write_plain(row);
	else
		write_fields(row, detail, kept);
}
