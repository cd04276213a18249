#include "fingerprints.h"

#include <stdlib.h>

#include "lib/hash/keytab.h"

enum { LINE = 4, FIRST_LINES = 64 };

struct print
print_of(const void *bytes, size_t n)
{
	uint64_t hash[2];

	hash_bytes_twice((struct str){ bytes, n }, hash);
	return (struct print){ hash[0], hash[1] | 1 };
}

static struct print_part *
part_of(const struct fingerprints *p, struct print print)
{
	return (struct print_part *)&p->part[print.high >> 60];
}

/* Where in its part a fingerprint begins to look: the bits below those that chose the part. */
static size_t
line_of(const struct print_part *part, struct print print)
{
	__extension__ unsigned __int128 product =
	    (unsigned __int128)(print.high << 4) * part->lines;

	return (size_t)(product >> 64);
}

/* The slot of a fingerprint, or the empty one where it belongs. */
static struct print *
find(const struct print_part *part, struct print print)
{
	for (size_t line = line_of(part, print);; line = line + 1 < part->lines ? line + 1 : 0) {
		struct print *slot = part->slot + line * LINE;
		for (int i = 0; i < LINE; i++) {
			bool same = slot[i].high == print.high && slot[i].low == print.low;
			if (same || slot[i].low == 0)
				return &slot[i];
		}
	}
}

static void
grow(struct print_part *part)
{
	struct print *old = part->slot;
	size_t slots = part->lines * LINE;

	part->lines = part->lines > 0 ? part->lines + part->lines / 2 : FIRST_LINES;
	part->slot = mem_lines(part->lines, LINE * sizeof *part->slot);
	memset(part->slot, 0, part->lines * LINE * sizeof *part->slot);
	for (size_t i = 0; i < slots; i++)
		if (old[i].low != 0)
			*find(part, old[i]) = old[i];
	free(old);
}

bool
fingerprints_add(struct fingerprints *p, struct print print)
{
	struct print_part *part = part_of(p, print);

	if (part->n * 20 >= part->lines * LINE * 17)
		grow(part);
	struct print *slot = find(part, print);
	if (slot->low != 0)
		return false;
	*slot = print;
	part->n++;
	return true;
}

void
fingerprints_free(struct fingerprints *p)
{
	for (size_t i = 0; i < PRINT_PARTS; i++)
		free(p->part[i].slot);
	*p = (struct fingerprints){ 0 };
}
