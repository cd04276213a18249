/*
 * row: one row of trade, in the columns of trade-csv(5).
 */
#ifndef RELIANCE_SOURCE_ROW_H
#define RELIANCE_SOURCE_ROW_H

#include "codebook.h"
#include "lib/num/amount.h"
#include "trade/flags.h"

/* What the reader counts for the summary at the end. */
enum row_note {
	NOTE_PADDED = 1 << 0,    /* the leading zero of the code was restored */
	NOTE_ODD_CODE = 1 << 1,  /* the code has an odd number of digits, unlike any HS code */
	NOTE_NOTHING = 1 << 2,   /* neither value nor weight: no row */
	NOTE_CONVERTED = 1 << 4, /* the value was converted to US dollars */
	NOTE_NO_VALUE = 1 << 3,  /* of a row with a weight alone, whose value is in another row */
};

/* The fields that consecutive rows often share. */
struct row_head {
	const struct date *date;
	const struct flow *flow;
	const struct party *reporter, *partner;
	struct str edition;   /* H0..H9, or empty */
	unsigned edition_bit; /* 1 << its number; 0 if it is unknown, or none of the HS */
	bool is_kept_class;   /* the classification of --class: no HS codes */
	bool is_other_class;  /* services, or a classification other than the HS */
	unsigned flags;       /* the flags that follow from these fields */
};

/* The codebook owns what a row points to, except for `head` and `kept`. */
struct row {
	const struct row_head *head;
	const struct commodity *commodity;
	const struct detail *detail; /* the row is a breakdown unless its number is 0 */
	const struct str *kept;      /* the columns of --keep */
	uint32_t commodity_number;   /* a copy of commodity->number, to save a cache miss */
	struct amount value;
	struct amount net_kg;
	bool has_net_kg;
	bool fresh;     /* the head differs from that of the row before */
	unsigned flags; /* of enum flag, those of the head included */
	unsigned notes; /* of enum row_note */
};

/* Does the row's edition lack its code? False if the edition is unknown. */
static inline bool
row_lacks_code(const struct row *row)
{
	unsigned bit = row->head->edition_bit;

	return bit != 0 && (row->commodity->editions & bit) == 0;
}

/* Sets head->flags from reporter and partner: n, p and s. */
void row_head_set_flags(struct row_head *head);

/* Swaps reporter and partner and mirrors the flow. False if the flow has no mirror flow. */
bool row_head_mirror(struct row_head *head);

/* Comtrade also writes a missing weight as 0. */
static inline void
row_drop_zero_weight(struct row *row)
{
	if (row->has_net_kg && amount_is_zero(&row->net_kg) && !amount_is_zero(&row->value))
		row->has_net_kg = false;
}

/* A head as CSV text, made once for all rows that share it. */
struct row_lead {
	char text[64];
	size_t n; /* 0 if the head needs quotes or is too long */
};

void row_lead_make(struct row_lead *lead, const struct row_head *head);

/*
 * Write the header line and a row to stdout through csvout. `kept` names the `n` columns of --keep;
 * `detail` adds the breakdown columns; `currency`, in capitals, names the column of the value. A
 * failed write ends the program.
 */
void row_write_header(const char *currency, bool detail, const struct str *kept, size_t n);
void row_write(const struct row *row, const struct row_lead *lead, bool detail, size_t kept);

#endif
