#include "fingerprints.h"

#include <stdlib.h>

#include "lib/hash/hash.h"
#include "lib/mem.h"

enum { SLOTS_PER_LINE = 4, MIN_LINES = 64 };

struct fingerprint
fingerprint_of(const void *bytes, size_t n)
{
	uint64_t hash[2];

	hash_bytes_twice((struct str){ bytes, n }, hash);
	return (struct fingerprint){ hash[0], hash[1] | 1 };
}

static struct fingerprint_partition *
partition_of(const struct fingerprints *set, struct fingerprint f)
{
	return (struct fingerprint_partition *)&set->partition[f.high >> 60];
}

/* The line where the search for a fingerprint begins, by the bits below the partition's four. */
static size_t
line_of(const struct fingerprint_partition *p, struct fingerprint f)
{
	__extension__ unsigned __int128 product = (unsigned __int128)(f.high << 4) * p->lines;

	return (size_t)(product >> 64);
}

/* The slot of a fingerprint, or the empty slot to store it in. */
static struct fingerprint *
find(const struct fingerprint_partition *p, struct fingerprint f)
{
	for (size_t line = line_of(p, f);; line = line + 1 < p->lines ? line + 1 : 0) {
		struct fingerprint *slot = p->slot + line * SLOTS_PER_LINE;
		for (int i = 0; i < SLOTS_PER_LINE; i++) {
			bool same = slot[i].high == f.high && slot[i].low == f.low;
			if (same || slot[i].low == 0)
				return &slot[i];
		}
	}
}

static void
grow(struct fingerprint_partition *p)
{
	struct fingerprint *old = p->slot;
	size_t slots = p->lines * SLOTS_PER_LINE;

	p->lines = p->lines > 0 ? p->lines + p->lines / 2 : MIN_LINES;
	p->slot = mem_lines(p->lines, SLOTS_PER_LINE * sizeof *p->slot);
	memset(p->slot, 0, p->lines * SLOTS_PER_LINE * sizeof *p->slot);
	for (size_t i = 0; i < slots; i++)
		if (old[i].low != 0)
			*find(p, old[i]) = old[i];
	free(old);
}

bool
fingerprints_add(struct fingerprints *set, struct fingerprint f)
{
	struct fingerprint_partition *p = partition_of(set, f);

	if (p->n * 20 >= p->lines * SLOTS_PER_LINE * 17)
		grow(p);
	struct fingerprint *slot = find(p, f);
	if (slot->low != 0)
		return false;
	*slot = f;
	p->n++;
	return true;
}

void
fingerprints_free(struct fingerprints *set)
{
	for (size_t i = 0; i < FINGERPRINT_PARTITIONS; i++)
		free(set->partition[i].slot);
	*set = (struct fingerprints){ 0 };
}
