/*
 * codebook: every code that rows of trade are made of, once. Here it has a number, by which rows
 * are compared and counted, and text that outlives the row.
 */
#ifndef RELIANCE_SOURCE_CODEBOOK_H
#define RELIANCE_SOURCE_CODEBOOK_H

#include "trade/country.h"
#include "trade/flow.h"
#include "trade/hs.h"
#include "lib/hash/keytab.h"
#include "trade/period.h"

/* A reporter or partner. */
struct party {
	struct str code;
	const struct country *country; /* null: not in the table */
	enum country_kind kind;        /* a country if it is not in the table */
	uint32_t number;               /* of the code */
	bool former;                   /* told by a code that is not the country's current one */
};

/* A commodity by its code; text of those of the HS stands here, beside the number. */
struct commodity {
	struct str code;
	uint32_t number;
	char own[HS_MAX + 1];
};

/* When a row is. */
struct date {
	struct str text; /* YYYY or YYYYMM */
	struct period period;
};

/* What a row is a breakdown by, as Comtrade codes it; W00, C00, 0, 0 is the whole. */
struct detail {
	struct str partner2, customs, mode, transport;
	uint32_t number; /* 0 for the whole */
};

struct codebook;

struct codebook *codebook_open(void);

/*
 * The entry of a code, new or not. It stays where it is until codebook_close(), and may be asked
 * for by several threads at once.
 */
const struct party *codebook_party(
    struct codebook *b, struct str code, const struct country *country, bool former);
const struct commodity *codebook_commodity(struct codebook *b, struct str code);
const struct date *codebook_date(struct codebook *b, struct str text, struct period period);
const struct detail *codebook_detail(struct codebook *b, struct detail detail);

/* The entry that has this number: of a party, that of its current code. */
const struct party *codebook_party_of(const struct codebook *b, uint32_t number);
const struct commodity *codebook_commodity_of(const struct codebook *b, uint32_t number);
const struct detail *codebook_detail_of(const struct codebook *b, uint32_t number);

/* The entry of what is no breakdown; its number is 0. */
const struct detail *codebook_whole(const struct codebook *b);

/* A flow by its code: Comtrade's own entry, or for one that it does not list, one without parent.
 */
const struct flow *codebook_flow(struct codebook *b, struct str code);

/* The flows of Comtrade that were asked for, as flow_is_among() has them. */
unsigned codebook_flows(const struct codebook *b);

/* The codes of parties that are not in the table of countries, into `codes`. */
void codebook_unknown(const struct codebook *b, struct keytab *codes);

void codebook_close(struct codebook *b);

#endif
