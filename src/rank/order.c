#include "order.h"

#include <stdlib.h>

enum {
	KIND_SHIFT = 125, /* the value of a cell has 123 bits and a sign */
	BUCKETS = 256,
	BUCKET_BITS = 8,
	FEW = 24, /* rows to sort by insertion; 8 to 64 are equally fast */
};

udec
order_key(enum row_kind kind, dec value, bool ascending)
{
	udec zero = (udec)1 << (KIND_SHIFT - 1);

	return ((udec)kind << KIND_SHIFT) + (ascending ? zero + (udec)value : zero - (udec)value);
}

enum row_kind
order_kind(udec key)
{
	return (enum row_kind)(key >> KIND_SHIFT);
}

static int
compare(const void *a, const void *b)
{
	const struct rank_row *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return str_cmp((struct str){ x->text, x->length }, (struct str){ y->text, y->length });
}

static void
insertion_sort(struct rank_row *row, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct rank_row moved = row[i];
		size_t k = i;
		for (; k > 0 && compare(&row[k - 1], &moved) > 0; k--)
			row[k] = row[k - 1];
		row[k] = moved;
	}
}

/* The shift for bucket(): the eight bits down from the highest bit in which keys differ. -1 if all
 * keys are equal. */
static int
differing_bits(const struct rank_row *row, size_t n)
{
	udec all = row[0].key, any = row[0].key;

	for (size_t i = 1; i < n; i++) {
		all &= row[i].key;
		any |= row[i].key;
	}
	uint64_t high = (uint64_t)((all ^ any) >> 64), low = (uint64_t)(all ^ any);
	if (high == 0 && low == 0)
		return -1;
	int top = high > 0 ? 127 - __builtin_clzll(high) : 63 - __builtin_clzll(low);
	return top >= BUCKET_BITS ? top - BUCKET_BITS + 1 : 0;
}

static unsigned
bucket(const struct rank_row *row, int shift)
{
	return (unsigned)(row->key >> shift) & (BUCKETS - 1);
}

/* Moves every row into its bucket, in place (American flag sort). Sets `end` to the end of each
 * bucket. */
static void
distribute(struct rank_row *row, size_t n, int shift, size_t end[BUCKETS])
{
	size_t next[BUCKETS], sum = 0;

	memset(end, 0, BUCKETS * sizeof *end);
	for (size_t i = 0; i < n; i++)
		end[bucket(&row[i], shift)]++;
	for (size_t b = 0; b < BUCKETS; b++) {
		next[b] = sum;
		sum += end[b];
		end[b] = sum;
	}
	for (unsigned b = 0; b < BUCKETS; b++)
		while (next[b] < end[b]) {
			struct rank_row moved = row[next[b]];
			for (unsigned to; (to = bucket(&moved, shift)) != b;) {
				struct rank_row displaced = row[next[to]];
				row[next[to]++] = moved;
				moved = displaced;
			}
			row[next[b]++] = moved;
		}
}

/*
 * A radix sort from the highest bits that differ. compare() alone gives the same order; it sorts
 * few rows and rows of equal keys.
 */
void
order_sort(struct rank_row *row, size_t n)
{
	size_t end[BUCKETS], begin = 0;

	if (n <= FEW) {
		insertion_sort(row, n);
		return;
	}
	int shift = differing_bits(row, n);
	if (shift < 0) {
		qsort(row, n, sizeof *row, compare);
		return;
	}
	distribute(row, n, shift, end);
	for (size_t b = 0; b < BUCKETS; begin = end[b++])
		if (end[b] - begin > 1)
			order_sort(row + begin, end[b] - begin);
}
