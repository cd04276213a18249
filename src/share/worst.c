#include "worst.h"

void
worst_add(struct worst *w, const void *one)
{
	size_t used = w->n < WORST_SHOWN ? w->n : WORST_SHOWN;
	struct worst_case better;

	w->n++;
	memcpy(better.bytes, one, w->size);
	for (size_t i = 0; i < used; i++)
		if (w->is_worse(w->owner, better.bytes, w->shown[i].bytes)) {
			struct worst_case moved = w->shown[i];
			w->shown[i] = better;
			better = moved;
		}
	if (used < WORST_SHOWN)
		w->shown[used] = better;
}

void
worst_print(const struct worst *w, struct buf *to)
{
	for (size_t i = 0; i < w->n && i < WORST_SHOWN; i++) {
		buf_printf(to, "%s", i > 0 ? ", " : "");
		w->describe(w->owner, w->shown[i].bytes, to);
	}
	if (w->n > WORST_SHOWN)
		buf_printf(to, ", and %zu more", w->n - WORST_SHOWN);
}
