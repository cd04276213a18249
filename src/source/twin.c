#include "twin.h"

#include "cell.h"
#include "decode-numbers.h"

enum { M, X }; /* numbers of flows, see flow.h */

static bool
has_two_values(const struct binding *b)
{
	return b->at[ROLE_OTHER_VALUE] >= 0;
}

struct twin_wanted
twin_wanted(const struct binding *b, unsigned flows)
{
	bool two = b->layout->both_sides || has_two_values(b);
	bool m = two && (flows == 0 || (flows >> M & 1) != 0);

	/* a row of a flow that is not selected is counted as that */
	return (
	    struct twin_wanted){ .first = !m || flows == 0 || (flows >> X & 1) != 0, .second = m };
}

bool
twin_make(struct decoder *d, const struct binding *b, const struct cells *cells,
    const struct row *row, struct row *twin, struct row_head *head, struct buf *room,
    const char **why)
{
	*why = NULL;
	*twin = *row;
	*head = *row->head;
	twin->head = head;
	twin->fresh = true;
	twin->flags &= ~head->flags;
	twin->notes = 0; /* counted with the first row */
	if (!has_two_values(b)) {
		if (!row_head_mirror(head))
			return false;
		head->flags &= ~(unsigned)FLAG_MIRRORED;
		twin->flags |= head->flags;
		return true;
	}
	head->flow = codebook_flow(d->book, (struct str){ "M", 1 });
	twin->flags |= head->flags;
	if (cell_is_missing(str_trim(cells->cell[ROLE_OTHER_VALUE])))
		return false;
	*why = decode_value(d, cells->cell[ROLE_OTHER_VALUE], d->means.value_shift, twin, room);
	return *why == NULL;
}
