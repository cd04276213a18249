/*
 * codebook: interns the codes of trade rows. Each distinct code has one entry, with a number to
 * compare and count rows by, and with text that outlives the row.
 */
#ifndef RELIANCE_SOURCE_CODEBOOK_H
#define RELIANCE_SOURCE_CODEBOOK_H

#include "lib/hash/keytab.h"
#include "trade/country-codes.h"
#include "trade/flow.h"
#include "trade/hs.h"
#include "trade/period.h"

/* A reporter or partner. */
struct party {
	struct str code;
	const struct country *country; /* null if countries.csv does not have it */
	enum country_kind kind;        /* KIND_COUNTRY if countries.csv does not have it */
	uint32_t number;               /* of the code */
	unsigned until;                /* the code is a predecessor's, up to this year; or 0 */
};

/* A commodity code. `own` holds the text of an HS code, next to the number. */
struct commodity {
	struct str code;
	uint32_t number;
	char own[HS_MAX + 1];
	uint16_t editions; /* that have it, as bits; see hs_list_editions() */
};

/* The period of a row. */
struct date {
	struct str text; /* YYYY or YYYYMM */
	struct period period;
};

/* The breakdown of a row, in Comtrade's codes; W00, C00, 0, 0 is the total. */
struct detail {
	struct str partner2, customs, mode, transport;
	uint32_t number; /* 0 for the total */
};

struct codebook;

/* Never fails; codebook_close() frees it with all entries. */
struct codebook *codebook_open(void);

/*
 * The entry of a code, added if it is new; copies the text. Several threads may call these at once.
 * Entries do not move until codebook_close().
 */
const struct party *codebook_party(
    struct codebook *b, struct str code, const struct country *country, unsigned until);
const struct commodity *codebook_commodity(struct codebook *b, struct str code);
const struct date *codebook_date(struct codebook *b, struct str text, struct period period);
const struct detail *codebook_detail(struct codebook *b, struct detail detail);

/* The entry with this number, which must exist; for a party, the entry of its current code. */
const struct party *codebook_party_of(const struct codebook *b, uint32_t number);
const struct commodity *codebook_commodity_of(const struct codebook *b, uint32_t number);
const struct detail *codebook_detail_of(const struct codebook *b, uint32_t number);

/* The detail of rows that are no breakdown; its number is 0. */
const struct detail *codebook_total(const struct codebook *b);

/* A flow by its code or name: Comtrade's own entry; for an unknown code, one without a parent. */
const struct flow *codebook_flow(struct codebook *b, struct str code);

/* Comtrade's flows for which codebook_flow() was called, as bits; see flow_is_among(). */
unsigned codebook_flows(const struct codebook *b);

/* Adds the codes of parties that countries.csv does not have to `codes`. */
void codebook_unknown_parties(const struct codebook *b, struct keytab *codes);

void codebook_close(struct codebook *b);

#endif
