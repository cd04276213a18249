#include "memo.h"

#include <stdlib.h>

#include "lib/mem.h"

enum { FIRST = 64, MOST = 1 << 18 }; /* slots */

static void
put(struct memo *m, struct memo_slot new)
{
	size_t at = memo_start(m, new.key);

	while (m->slot[at].what != NULL)
		at = (at + 1) & (m->slots - 1);
	m->slot[at] = new;
}

static void
widen(struct memo *m)
{
	struct memo_slot *old = m->slot;
	size_t n = m->slots;

	m->slots = n > 0 ? n * 2 : FIRST;
	m->slot = mem_zalloc(m->slots, sizeof *m->slot);
	for (size_t i = 0; i < n; i++)
		if (old[i].what != NULL)
			put(m, old[i]);
	free(old);
}

void
memo_note_numbers(struct memo *m, struct str s, const void *what, uint32_t number, uint32_t notes)
{
	if (s.n > MEMO_LONGEST || memo_look_up(m, memo_key(s)) != NULL)
		return;
	if (m->n * 4 >= m->slots * 2) {
		if (m->slots == MOST)
			return;
		widen(m);
	}
	put(m, (struct memo_slot){ memo_key(s), what, number, notes });
	m->n++;
}

void
memo_note(struct memo *m, struct str s, const void *what)
{
	memo_note_numbers(m, s, what, 0, 0);
}

void
memo_free(struct memo *m)
{
	free(m->slot);
	*m = (struct memo){ 0 };
}
