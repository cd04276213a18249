#include "numset.h"

#include <stdlib.h>

#include "hash.h"
#include "lib/mem.h"

enum { FIRST = 4 }; /* slots of the first hash table */

static void
put_in_table(struct numset *s, uint32_t number)
{
	uint32_t at = (uint32_t)(hash_pair(number, 0) >> 32) & (s->words - 1);

	for (; s->word[at] != 0; at = (at + 1) & (s->words - 1))
		if (s->word[at] == number + 1)
			return;
	s->word[at] = number + 1;
	s->n++;
}

/* Grows the bitmap to hold `number`, and by half as much again for later ones. */
static void
widen_bits(struct numset *s, uint32_t number)
{
	uint32_t words = number / NUMSET_BITS + 1;

	words += words / 2;
	s->word = mem_resize(s->word, words, sizeof *s->word);
	memset(s->word + s->words, 0, (words - s->words) * sizeof *s->word);
	s->words = words;
}

/* Doubles the hash table, or changes to a bitmap if that is no larger. */
static void
widen_table(struct numset *s, uint32_t number)
{
	struct numset old = *s;
	uint32_t words = old.words > 0 ? old.words * 2 : FIRST, largest = number;

	for (uint32_t i = 0; i < old.words; i++)
		if (old.word[i] > largest)
			largest = old.word[i] - 1;
	*s = (struct numset){ .is_bits = largest / NUMSET_BITS < words };
	if (s->is_bits)
		widen_bits(s, largest);
	else
		s->word = mem_zalloc(s->words = words, sizeof *s->word);
	for (uint32_t i = 0; i < old.words; i++)
		if (old.word[i] != 0)
			numset_add(s, old.word[i] - 1);
	free(old.word);
}

void
numset_add_slowly(struct numset *s, uint32_t number)
{
	if (!s->is_bits && s->n * 4 >= s->words * 3)
		widen_table(s, number);
	if (!s->is_bits) {
		put_in_table(s, number);
		return;
	}
	if (number / NUMSET_BITS >= s->words)
		widen_bits(s, number);
	numset_add(s, number);
}

static int
compare(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

void
numset_list(const struct numset *s, uint32_t *to)
{
	size_t n = 0;

	for (uint32_t i = 0; i < s->words; i++) {
		if (!s->is_bits && s->word[i] != 0)
			to[n++] = s->word[i] - 1;
		for (uint32_t bits = s->is_bits ? s->word[i] : 0; bits != 0; bits &= bits - 1)
			to[n++] = i * NUMSET_BITS + (uint32_t)__builtin_ctz(bits);
	}
	if (!s->is_bits && n > 0)
		qsort(to, n, sizeof *to, compare);
}

void
numset_free(struct numset *s)
{
	free(s->word);
	*s = (struct numset){ 0 };
}
