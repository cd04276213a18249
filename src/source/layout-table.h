/*
 * layout-table: layouts.txt, which says of itself how it is written, as struct layout.
 */
#ifndef RELIANCE_SOURCE_LAYOUT_TABLE_H
#define RELIANCE_SOURCE_LAYOUT_TABLE_H

#include "layout.h"
#include "trade/table.h"

/* layouts.txt, compiled in by scripts/embed. */
extern const struct table table_layouts;

/*
 * The word behind a key in a dictionary "1=M|2=X", compared without case; a null pointer if there
 * is no such key.
 */
struct str dictionary_find(struct str dictionary, struct str key);

/* A power of ten as its exponent: "1000" is 3; -1 for any other text. */
int parse_power_of_ten(struct str digits);

#endif
