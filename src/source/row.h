/*
 * row: one row of trade, as trade-csv(5) has it.
 */
#ifndef RELIANCE_SOURCE_ROW_H
#define RELIANCE_SOURCE_ROW_H

#include "codebook.h"
#include "lib/num/amount.h"

/* What is to be known of a row; the letters stand in the column `flags`, sorted. */
enum row_flag {
	FLAG_DEDUPLICATED = 1 << 0, /* d: several rows of the source became one */
	FLAG_ESTIMATED = 1 << 1,    /* e: the weight is estimated */
	FLAG_MIRRORED = 1 << 2,     /* m: told from the other side */
	FLAG_NO_COUNTRY = 1 << 3,   /* n: the partner is no country */
	FLAG_PREDECESSOR = 1 << 4,  /* p: from a code that is not the country's current one */
	FLAG_SELF = 1 << 5,         /* s: reporter and partner are the same */
};

/* What the reader counts of rows, for the words at the end. */
enum row_note {
	NOTE_PADDED = 1 << 0,   /* the code got its leading zero back */
	NOTE_ODD_CODE = 1 << 1, /* the code is of an odd length, which the HS has not */
};

/* What many rows that follow each other have in common. */
struct row_head {
	const struct date *date;
	const struct flow *flow;
	const struct party *reporter, *partner;
	struct str edition;  /* H0..H9, or empty */
	bool is_other_class; /* services, or another classification than the HS */
	unsigned flags;      /* those of enum row_flag that follow from these */
};

/* What it points to lives as long as the codebook it was decoded with; but for `head` and `kept`.
 */
struct row {
	const struct row_head *head;
	const struct commodity *commodity;
	const struct detail *detail; /* a breakdown of another row, unless its number is 0 */
	const struct str *kept;      /* columns of the source that were asked for */
	uint32_t commodity_number;   /* the commodity's, for who need not look there for it */
	struct amount value;         /* US dollars */
	struct amount net_kg;
	bool has_net_kg;
	bool fresh;     /* the head is not that of the row before */
	unsigned flags; /* of enum row_flag, all of them */
	unsigned notes; /* of enum row_note */
};

/* The flags as letters, "" for none. */
struct str row_flags_text(unsigned flags, char to[8]);

/* The letters as flags; false if one is unknown. */
bool row_flags_parse(struct str letters, unsigned *flags);

/* Sets the flags that follow from reporter and partner: n, p and s. */
void row_head_set_flags(struct row_head *head);

/* Tells the head from the other side. False if its flow has none. */
bool row_head_mirror(struct row_head *head);

/* The text of a head, for the records of all rows that have it. */
struct row_lead {
	char text[64];
	size_t n; /* 0 if it has no short one */
};

void row_lead_make(struct row_lead *lead, const struct row_head *head);

/* Writes the header line and rows; `kept` names the extra columns. */
void row_write_header(bool detail, const struct str *kept, size_t n);
void row_write(const struct row *row, const struct row_lead *lead, bool detail, size_t kept);

#endif
