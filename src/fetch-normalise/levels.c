#include "levels.h"

#include <stdlib.h>

#include "lib/keytab.h"
#include "lib/mem.h"

enum { BITS = 5, SYMBOL_MASK = (1 << BITS) - 1 };

/*
 * Twelve symbols of five bits, left-aligned, 0 behind the end: codes order as text does. There is
 * no room for V to Z; codes with those are in no edition, and left out of the check.
 */
static uint64_t
pack(struct str code)
{
	uint64_t x = 0;

	for (size_t i = 0; i < HS_MAX; i++) {
		unsigned symbol = 0;
		if (i < code.n) {
			char c = code.p[i];
			symbol = is_digit(c) ? (unsigned)(c - '0') + 1 : (unsigned)(c - 'A') + 11;
			symbol = symbol > SYMBOL_MASK ? SYMBOL_MASK : symbol;
		}
		x = x << BITS | symbol;
	}
	return x;
}

static void
unpack(uint64_t x, char to[HS_MAX + 1])
{
	size_t n = 0;

	for (int i = HS_MAX - 1; i >= 0; i--) {
		unsigned symbol = (unsigned)(x >> (BITS * i)) & SYMBOL_MASK;
		if (symbol > 0)
			to[n++] = (char)(symbol <= 10 ? '0' + symbol - 1 : 'A' + symbol - 11);
	}
	to[n] = '\0';
}

static size_t
start(const struct levels *l, struct level_code c)
{
	uint64_t words[] = { c.code, c.series };

	return hash_bytes((struct str){ (const char *)words, sizeof words }, 0) & (l->slots - 1);
}

static void
put(struct levels *l, struct level_code c)
{
	size_t at = start(l, c);

	while (l->slot[at].code != 0) {
		if (l->slot[at].code == c.code && l->slot[at].series == c.series)
			return;
		at = (at + 1) & (l->slots - 1);
	}
	l->slot[at] = c;
	l->n++;
}

static void
widen(struct levels *l)
{
	struct level_code *old = l->slot;
	size_t n = l->slots;

	l->slots = n > 0 ? n * 2 : 1024;
	l->slot = mem_zalloc(l->slots, sizeof *l->slot);
	l->n = 0;
	for (size_t i = 0; i < n; i++)
		if (old[i].code != 0)
			put(l, old[i]);
	free(old);
}

void
levels_add(struct levels *l, uint32_t series, struct str code)
{
	struct level_code c = { pack(code), series };

	for (size_t i = 0; i < code.n; i++)
		if (code.p[i] > 'U')
			return;
	if (c.code == l->last.code && series == l->last.series)
		return;
	l->last = c;
	if (l->n * 4 >= l->slots * 3)
		widen(l);
	put(l, c);
}

static int
compare(const void *a, const void *b)
{
	const struct level_code *x = a, *y = b;

	if (x->series != y->series)
		return x->series < y->series ? -1 : 1;
	return (x->code > y->code) - (x->code < y->code);
}

/* Does code `outer` begin code `inner`? */
static bool
begins(uint64_t outer, uint64_t inner)
{
	uint64_t mask = SYMBOL_MASK;

	/* the symbols behind the end of `outer` */
	while (mask < outer && (outer & mask) == 0)
		mask = mask << BITS | SYMBOL_MASK;
	mask >>= BITS;
	return (inner & ~mask) == outer;
}

bool
levels_find_nested(
    struct levels *l, uint32_t *series, char outer[HS_MAX + 1], char inner[HS_MAX + 1])
{
	size_t n = 0;
	uint64_t open[HS_MAX + 1]; /* the codes that the last one lies in */
	size_t depth = 0;

	for (size_t i = 0; i < l->slots; i++)
		if (l->slot[i].code != 0)
			l->slot[n++] = l->slot[i];
	if (n > 0)
		qsort(l->slot, n, sizeof *l->slot, compare);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && l->slot[i - 1].series != l->slot[i].series)
			depth = 0;
		while (depth > 0 && !begins(open[depth - 1], l->slot[i].code))
			depth--;
		if (depth > 0) {
			*series = l->slot[i].series;
			unpack(open[depth - 1], outer);
			unpack(l->slot[i].code, inner);
			return true;
		}
		open[depth++] = l->slot[i].code;
	}
	return false;
}

void
levels_free(struct levels *l)
{
	free(l->slot);
	*l = (struct levels){ 0 };
}
