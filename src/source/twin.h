/*
 * twin: the second row of a record that describes both flows: BACI's rows are exports of one side
 * and imports of the other; the Atlas has a value of each flow.
 */
#ifndef RELIANCE_SOURCE_TWIN_H
#define RELIANCE_SOURCE_TWIN_H

#include "decode.h"

/* Which rows of a record are wanted, by the selected flows (bits; 0 for all). */
struct twin_wanted {
	bool first, second;
};

struct twin_wanted twin_wanted(const struct binding *b, unsigned flows);

/*
 * Makes the second row of a record from the first, `row`, and its cells. Its head goes to `head`.
 * Returns false if the record has none; then `*why` is null, or an error message, held in
 * `room`.
 */
bool twin_make(struct decoder *d, const struct binding *b, const struct cells *cells,
    const struct row *row, struct row *twin, struct row_head *head, struct buf *room,
    const char **why);

#endif
