#include "radix.h"

enum { BYTES = 256, HEAD = 8, FEW = 24, AHEAD = 16 };

/* A bucket still to be sorted: items whose keys share their first `depth` bytes. */
struct bucket {
	struct radix_item *item;
	size_t n;
	size_t depth;   /* offset of the heads in the keys */
	unsigned place; /* the next byte of the head to sort by; those before are equal */
};

/* Up to eight bytes of a key from `depth` on, as a number that compares like them. */
static uint64_t
head_of(struct str key, size_t depth)
{
	uint64_t head = 0;
	size_t n = key.n > depth ? key.n - depth : 0;

	if (n >= HEAD)
		return __builtin_bswap64(word_load(key.p + depth, HEAD));
	for (size_t i = 0; i < n; i++)
		head |= (uint64_t)(unsigned char)key.p[depth + i] << (8 * (HEAD - 1 - i));
	return head;
}

static unsigned
byte_of(uint64_t head, unsigned place)
{
	return (unsigned)(head >> (8 * (HEAD - 1 - place))) & 0xff;
}

static void
load_heads(const struct bucket *p, struct str key(const void *of))
{
	for (size_t i = 0; i < p->n; i++) {
		if (i + AHEAD < p->n)
			__builtin_prefetch(p->item[i + AHEAD].of);
		p->item[i].head = head_of(key(p->item[i].of), p->depth);
	}
}

static int
compare(const struct radix_item *a, const struct radix_item *b, struct str key(const void *of))
{
	if (a->head != b->head)
		return a->head < b->head ? -1 : 1;
	return str_cmp(key(a->of), key(b->of));
}

static void
insertion_sort(struct radix_item *item, size_t n, struct str key(const void *of))
{
	for (size_t i = 1; i < n; i++) {
		struct radix_item x = item[i];
		size_t k = i;
		for (; k > 0 && compare(&x, &item[k - 1], key) < 0; k--)
			item[k] = item[k - 1];
		item[k] = x;
	}
}

/* Moves each item to the bucket of its byte; bucket b is item[edge[b] .. edge[b + 1]). */
static void
permute(const struct bucket *p, const size_t edge[BYTES + 1])
{
	size_t next[BYTES];

	memcpy(next, edge, sizeof next);
	for (unsigned b = 0; b < BYTES; b++) {
		while (next[b] < edge[b + 1]) {
			struct radix_item x = p->item[next[b]];
			for (unsigned to; (to = byte_of(x.head, p->place)) != b;) {
				struct radix_item other = p->item[next[to]];
				p->item[next[to]++] = x;
				x = other;
			}
			p->item[next[b]++] = x;
		}
	}
}

/* Distributes the items by the next byte of their heads; returns the largest bucket. */
static unsigned
distribute(struct bucket *p, size_t edge[BYTES + 1])
{
	unsigned largest = 0;

	memset(edge, 0, (BYTES + 1) * sizeof *edge);
	for (size_t i = 0; i < p->n; i++)
		edge[byte_of(p->item[i].head, p->place) + 1]++;
	for (unsigned b = 1; b < BYTES; b++)
		if (edge[b + 1] > edge[largest + 1])
			largest = b;
	bool apart = edge[largest + 1] < p->n;
	for (unsigned b = 0; b < BYTES; b++)
		edge[b + 1] += edge[b];
	if (apart)
		permute(p, edge);
	p->place++;
	return largest;
}

/*
 * All heads are equal: continues with the next eight bytes. Keys that end before those sort first,
 * by length, since a shorter one is a prefix of a longer one.
 */
static void
go_deeper(struct bucket *p, struct str key(const void *of))
{
	size_t ended = 0;

	for (size_t i = 0; i < p->n; i++) {
		if (i + AHEAD < p->n)
			__builtin_prefetch(p->item[i + AHEAD].of);
		if (key(p->item[i].of).n > p->depth + HEAD)
			continue;
		struct radix_item x = p->item[i];
		p->item[i] = p->item[ended];
		p->item[ended++] = x;
	}
	for (size_t n = 0, done = 0; done < ended; n++) /* nine lengths are possible */
		for (size_t i = done; i < ended; i++) {
			if (key(p->item[i].of).n != p->depth + n)
				continue;
			struct radix_item x = p->item[i];
			p->item[i] = p->item[done];
			p->item[done++] = x;
		}
	p->item += ended;
	p->n -= ended;
	p->depth += HEAD;
	p->place = 0;
	load_heads(p, key);
}

static void
sort(struct bucket p, struct str key(const void *of))
{
	size_t edge[BYTES + 1];

	while (p.n > FEW) {
		if (p.place == HEAD) {
			go_deeper(&p, key);
			continue;
		}
		/* not into the largest bucket: so each recursion at least halves the items */
		unsigned largest = distribute(&p, edge);
		for (unsigned b = 0; b < BYTES; b++) {
			size_t n = edge[b + 1] - edge[b];
			if (b != largest && n > 1)
				sort((struct bucket){ p.item + edge[b], n, p.depth, p.place }, key);
		}
		p.item += edge[largest];
		p.n = edge[largest + 1] - edge[largest];
	}
	insertion_sort(p.item, p.n, key);
}

void
radix_sort(struct radix_item *item, size_t n, struct str key(const void *of))
{
	struct bucket whole = { item, n, 0, 0 };

	load_heads(&whole, key);
	sort(whole, key);
}

void
radix_sort_plainly(struct radix_item *item, size_t n, struct str key(const void *of))
{
	for (size_t i = 0; i < n; i++)
		item[i].head = 0;
	insertion_sort(item, n, key);
}
