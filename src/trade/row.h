/*
 * row: one row of trade, as trade-csv(5) has it.
 */
#ifndef RELIANCE_ROW_H
#define RELIANCE_ROW_H

#include "country.h"
#include "flow.h"
#include "lib/decimal.h"
#include "period.h"

/* What is to be known of a row; the letters stand in the column `flags`, sorted. */
enum row_flag {
	FLAG_DEDUPLICATED = 1 << 0, /* d: several rows of the source became one */
	FLAG_ESTIMATED = 1 << 1,    /* e: the weight is estimated */
	FLAG_MIRRORED = 1 << 2,     /* m: told from the other side */
	FLAG_NO_COUNTRY = 1 << 3,   /* n: the partner is no country */
	FLAG_PREDECESSOR = 1 << 4,  /* p: from a code that is not the country's current one */
	FLAG_SELF = 1 << 5,         /* s: reporter and partner are the same */
};

struct row {
	struct str period, flow, reporter, partner, edition, hs;
	dec value; /* US dollars */
	dec net_kg;
	bool has_net_kg;
	unsigned flags; /* of enum row_flag */
	/* what the guards look at; only --detail keep shows some of it */
	struct period when;
	const struct country *reporter_country, *partner_country; /* null: not in the table */
	const struct flow *kind;                       /* null: Comtrade does not list the flow */
	struct str partner2, customs, mode, transport; /* W00, C00, 0, 0 on a row that is no part */
	bool is_detail;                                /* a breakdown of another row */
	bool is_other_class; /* services, or another classification than the HS */
	/* columns of the source that were asked for */
	const struct str *kept;
};

/* The flags as letters, "" for none. */
struct str row_flags_text(unsigned flags, char to[8]);

/* The letters as flags; false if one is unknown. */
bool row_flags_parse(struct str letters, unsigned *flags);

/* Sets the flags that follow from reporter and partner: n and s. */
void row_set_sides(struct row *row);

/* Tells the row from the other side. False if its flow has none. */
bool row_mirror(struct row *row);

/* Writes the header line and rows; `kept` names the extra columns. */
void row_write_header(bool detail, const struct str *kept, size_t n);
void row_write(const struct row *row, bool detail, size_t kept);

#endif
