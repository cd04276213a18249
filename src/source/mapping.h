/*
 * mapping: the layout that --map defines.
 */
#ifndef RELIANCE_SOURCE_MAPPING_H
#define RELIANCE_SOURCE_MAPPING_H

#include "layout.h"
#include "unit-words.h"

/* ROLE=COLUMN or ROLE==CONSTANT, and what the cells of the column mean. A zeroed one is empty. */
struct mapping {
	struct mapped {
		enum role role;
		bool constant;
		struct str text;         /* the column or the constant */
		char currency[4];        /* of a value; "" if not given */
		int shift;               /* a power of ten; -1 if not given */
		struct str dictionary;   /* of a flow: "1=M|2=X"; a null pointer if not given */
		enum code_system system; /* of a country */
		bool has_system;
	} * item;
	size_t n, cap;
	struct arena text;
};

/*
 * Adds an argument of --map; a bad one is misuse. `text` must outlive the mapping.
 *
 *   period=COL  value_usd=1000*COL  value=EUR:COL  flow=COL(1=M,2=X)  partner=alpha2:COL  flow==M
 */
void mapping_add(struct mapping *m, const char *text);

/*
 * The unit that the name of a column speaks of; null if it says nothing that the mapping
 * contradicts.
 */
const struct unit *mapping_unit_missing(const struct mapped *m, struct str column);

/*
 * The same of a cell of a column of units: "US$ million" of the value, "tonnes" of the weight.
 * `item` is set to the one that it contradicts.
 */
const struct unit *mapping_unit_cell(
    const struct mapping *m, struct str cell, const struct mapped **item);

void mapping_free(struct mapping *m);

#endif
