/*
 * country-codes: the countries as sources write them, beyond what country.h knows: ISO alpha-2
 * codes, the codes of national statistics, the numbers of predecessors, names with two meanings.
 *
 * The table is country-codes.csv: the system of codes, the code, our code of the country, and the
 * last year of a predecessor.
 */
#ifndef RELIANCE_TRADE_COUNTRY_CODES_H
#define RELIANCE_TRADE_COUNTRY_CODES_H

#include "country.h"
#include "lib/mem.h"

enum code_system {
	CODES_ANY,        /* numbers, ISO codes and names: whatever they are */
	CODES_ALPHA_2,    /* ISO 3166 alpha-2, with Eurostat's EL, UK, XI, XS and areas QP to QZ */
	CODES_ALPHA_3,    /* ISO 3166 alpha-3 */
	CODES_NUMERIC,    /* Comtrade's numbers and M49 */
	CODES_SCHEDULE_C, /* of the US Census Bureau */
	CODES_OEC,        /* of the OEC: two letters of the continent before an alpha-3 code */
	CODES_NAME,
	CODE_SYSTEMS
};

/* Finds a system by its name: "alpha-2", "alpha2", "schedule-c", ... False if there is none. */
bool code_system_find(struct str name, enum code_system *system);

/* For a message about a cell: "not an alpha-2 code of a country". */
const char *code_system_complaint(enum code_system system);

/* All names for a message. */
const char *code_system_names(void);

/*
 * Finds a country by a code of the system, or any total or group by the names that sources use.
 * Returns an entry of the table of countries, or null. `*until` is set to the last year of the
 * predecessor that the code means, or to 0. Load the tables first: see country_find().
 */
const struct country *country_of_source(enum code_system system, struct str text, unsigned *until);

/*
 * Appends the countries that a name may mean, "COG, COD", to `to`; false if it means one or none.
 */
bool country_ambiguous(struct str name, struct buf *to);

#endif
