#define _DEFAULT_SOURCE /* madvise() */

#include "mem.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "die.h"

enum { BLOCK = 256 * 1024 };

struct arena_block {
	struct arena_block *before;
	size_t used, cap;
	alignas(max_align_t) char bytes[];
};

static noreturn void
out_of_memory(void)
{
	die("out of memory");
}

void *
mem_resize(void *old, size_t n, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		out_of_memory();
	void *p = realloc(old, bytes > 0 ? bytes : 1);
	if (p == NULL)
		out_of_memory();
	return p;
}

void *
mem_alloc(size_t n, size_t size)
{
	return mem_resize(NULL, n, size);
}

void *
mem_zalloc(size_t n, size_t size)
{
	void *p = calloc(n > 0 ? n : 1, size);

	if (p == NULL)
		out_of_memory();
	return p;
}

void *
mem_lines(size_t n, size_t size)
{
	enum { CACHE_LINE = 64, HUGE_PAGE = 2 << 20 };
	size_t bytes, align = CACHE_LINE;
	void *p;

	if (__builtin_mul_overflow(n, size, &bytes))
		out_of_memory();
	if (bytes >= HUGE_PAGE)
		align = HUGE_PAGE;
	if (posix_memalign(&p, align, bytes) != 0)
		out_of_memory();
#ifdef MADV_HUGEPAGE
	if (bytes >= HUGE_PAGE)
		(void)madvise(p, bytes, MADV_HUGEPAGE); /* fewer TLB misses in a hash table */
#endif
	return p;
}

void
mem_grow(void *items, size_t *cap, size_t n, size_t size)
{
	void *old;

	if (n < *cap)
		return;
	memcpy(&old, items, sizeof old);
	*cap = *cap > 0 ? *cap * 2 : 16;
	void *p = mem_resize(old, *cap, size);
	memcpy(items, &p, sizeof p);
}

static struct arena_block *
arena_room(struct arena *a, size_t n)
{
	struct arena_block *b = a->last;

	if (b != NULL && b->cap - b->used >= n)
		return b;
	size_t cap = n > BLOCK ? n : BLOCK;
	if (cap > SIZE_MAX - sizeof *b)
		out_of_memory();
	struct arena_block *fresh = mem_alloc(1, sizeof *b + cap);
	fresh->before = b;
	fresh->used = 0;
	fresh->cap = cap;
	a->last = fresh;
	return fresh;
}

struct str
arena_copy(struct arena *a, struct str s)
{
	struct arena_block *b = arena_room(a, s.n + 1);
	char *p = b->bytes + b->used;

	if (s.n > 0)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	b->used += s.n + 1;
	a->used += s.n + 1;
	return (struct str){ p, s.n };
}

void *
arena_alloc(struct arena *a, size_t n)
{
	size_t align = alignof(max_align_t);
	struct arena_block *b = arena_room(a, n + align);
	size_t start = (b->used + align - 1) & ~(align - 1);

	b->used = start + n;
	a->used += n;
	return b->bytes + start;
}

void
arena_free(struct arena *a)
{
	while (a->last != NULL) {
		struct arena_block *b = a->last;
		a->last = b->before;
		free(b);
	}
	a->used = 0;
}

void
buf_reserve(struct buf *b, size_t more)
{
	if (more > SIZE_MAX / 4 || b->n > SIZE_MAX / 4)
		out_of_memory();
	if (b->n + more <= b->cap)
		return;
	while (b->n + more > b->cap)
		b->cap = b->cap > 0 ? b->cap * 2 : 256;
	b->p = mem_resize(b->p, b->cap, 1);
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	int n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (n < 0)
		return;
	buf_reserve(b, (size_t)n + 1);
	va_start(args, fmt);
	vsnprintf(b->p + b->n, (size_t)n + 1, fmt, args);
	va_end(args);
	b->n += (size_t)n;
}

const char *
buf_text(struct buf *b)
{
	buf_reserve(b, 1);
	b->p[b->n] = '\0';
	return b->p;
}

void
buf_free(struct buf *b)
{
	free(b->p);
	*b = (struct buf){ 0 };
}
